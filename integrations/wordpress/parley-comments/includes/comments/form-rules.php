<?php
/**
 * What WordPress's own form asks before it takes a comment, asked for comments that come another way: the hooks where
 * spam filters and captchas live. WordPress's REST route runs only the last of them.
 *
 * @package Parley
 */

namespace Parley\FormRules;

use Parley\Endings;
use Parley\Refusals;
use Parley\Rest;

defined( 'ABSPATH' ) || exit;

/** By these WordPress looks for what carries out `wp_die()`, one for each kind of request. */
const DIE_HANDLERS = array( 'wp_die_handler', 'wp_die_json_handler', 'wp_die_ajax_handler', 'wp_die_jsonp_handler', 'wp_die_xml_handler', 'wp_die_xmlrpc_handler' );

/** The script that the form is sent to: many filters look at nothing else. */
const FORM_SCRIPT = '/wp-comments-post.php';

add_filter( 'pre_comment_approved', __NAMESPACE__ . '\\add_status', PHP_INT_MAX );

/**
 * The state of this request.
 *
 * @return object `running` (bool): whether a request is shown to filters as one of the form; `output` (string): what was
 *                printed meanwhile; `level` (int): the output buffers of before.
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'running' => false,
			'output'  => '',
			'level'   => 0,
		);
	}
	return $state;
}

/**
 * Whether the hooks of the form run in a request that is not one of the form.
 *
 * @return bool
 */
function is_running(): bool {
	return state()->running;
}

/**
 * Does something as if the form had been sent: filters find its fields in `$_POST` and its script's name. However they
 * refuse, by `wp_die()`, `die()`, a redirect or a `WP_Error`, the request is answered as REST clients read it.
 *
 * @param array    $fields The form's fields, name => text.
 * @param callable $work   What to do.
 * @return mixed What it gives, or the refusal as a `\WP_Error` with a status.
 * @throws \Throwable What it throws beside.
 */
function run( array $fields, callable $work ) {
	global $pagenow, $wp_current_filter;
	// phpcs:disable WordPress.Security.NonceVerification, WordPress.WP.GlobalVariablesOverride -- Put aside and put back, not read; and `$pagenow` as WordPress sets it for the form.
	$before = array( $_POST, $_REQUEST, $_SERVER, $pagenow, $wp_current_filter );
	$_POST  = wp_slash( $fields );
	$_REQUEST = $_POST + $_REQUEST;
	$pagenow  = basename( FORM_SCRIPT );
	foreach ( array( 'SCRIPT_NAME', 'PHP_SELF', 'REQUEST_URI' ) as $name ) {
		$_SERVER[ $name ] = (string) wp_parse_url( site_url( FORM_SCRIPT ), PHP_URL_PATH );
	}
	foreach ( DIE_HANDLERS as $name ) {
		add_filter( $name, __NAMESPACE__ . '\\die_handler', PHP_INT_MAX );
	}
	state()->running = true;
	state()->output  = '';
	state()->level   = ob_get_level();
	ob_start( __NAMESPACE__ . '\\answer_exit' );
	try {
		$result = $work();
	} catch ( Refusal $refusal ) {
		$result = $refusal->error();
	} catch ( \Throwable $error ) {
		// WordPress answers for what crashes.
		Endings\cancel();
		throw $error;
	} finally {
		state()->running = false;
		Endings\discard_output( state()->level );
		foreach ( DIE_HANDLERS as $name ) {
			remove_filter( $name, __NAMESPACE__ . '\\die_handler', PHP_INT_MAX );
		}
		list( $_POST, $_REQUEST, $_SERVER, $pagenow, $wp_current_filter ) = $before;
	}
	// phpcs:enable
	return $result;
}

/**
 * Runs the hooks that come before a comment is looked at: `pre_comment_on_post` and `preprocess_comment`.
 *
 * @param array $comment The comment's fields as they will be written, unslashed.
 * @return array The same as the filters left them, unslashed.
 */
function preprocess( array $comment ): array {
	/** This action is documented in wp-includes/comment.php */
	do_action( 'pre_comment_on_post', (int) $comment['comment_post_ID'] );
	$comment['user_ID'] = (int) ( $comment['user_id'] ?? 0 );
	/** This filter is documented in wp-includes/comment.php */
	$filtered = apply_filters( 'preprocess_comment', wp_slash( $comment ) );
	$filtered = is_array( $filtered ) ? wp_unslash( $filtered ) : $comment;
	unset( $filtered['user_ID'] );
	return $filtered;
}

/**
 * Gives a refusal of another plugin a status that says so: what filters give is made for the form, which reads its data as
 * a bare number.
 *
 * @param int|string|\WP_Error $approved What was decided.
 * @return int|string|\WP_Error
 */
function add_status( $approved ) {
	return is_running() && is_wp_error( $approved ) ? Refusals\of_error( $approved ) : $approved;
}

/**
 * Has a stored comment told to its author, whatever other plugins still do. Only while the hooks of the form run.
 *
 * @param int      $id   The comment.
 * @param callable $data Takes the comment, gives what a REST client is answered.
 */
function register_answer( int $id, callable $data ) {
	Endings\register_answer(
		$id,
		state()->level,
		function ( $comment ) use ( $data ) {
			Rest\Headers\begin_json( 201 );
			if ( ! headers_sent() ) {
				rest_send_cors_headers( null );
			}
			echo wp_json_encode( $data( $comment ) );
		}
	);
}

/**
 * The handler of `wp_die()` while the form's hooks run.
 *
 * @return callable
 */
function die_handler() {
	return __NAMESPACE__ . '\\refuse';
}

/**
 * Ends what runs, not the request.
 *
 * @param string|\WP_Error $message What is to be told.
 * @param string           $title   Of the page.
 * @param string|array     $args    `response` and others.
 * @throws Refusal Always, but when PHP itself has ended.
 */
function refuse( $message, $title = '', $args = array() ) {
	if ( Refusals\is_fatal( $message ) ) {
		// PHP has ended already; WordPress only tells of it.
		state()->running = false;
		_json_wp_die_handler( $message, $title, $args );
		return;
	}
	throw new Refusal( Refusals\of_die( $message, $args ) ); // phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- It becomes JSON.
}

/**
 * Answers a request that a filter ended by `die()`: called with what was printed when PHP ends.
 *
 * @param string $output What was printed.
 * @param int    $phase  `PHP_OUTPUT_HANDLER_…`.
 * @return string What is sent.
 */
function answer_exit( $output, $phase ) {
	if ( ! is_running() ) {
		return $output;
	}
	state()->output .= $output;
	if ( ! ( $phase & PHP_OUTPUT_HANDLER_FINAL ) ) {
		return '';
	}
	if ( ! headers_sent() ) {
		header_remove( 'Location' );
		rest_send_cors_headers( null );
	}
	return Refusals\send( Refusals\of_end( state()->output, (int) http_response_code() ) );
}

/**
 * Carries a refusal out of a filter. An error rather than an exception, for plugins catch exceptions of their own work.
 */
final class Refusal extends \Error {
	/**
	 * The refusal.
	 *
	 * @var \WP_Error
	 */
	private $error;

	/**
	 * Makes one.
	 *
	 * @param \WP_Error $error What REST clients are answered.
	 */
	public function __construct( \WP_Error $error ) {
		parent::__construct( $error->get_error_message() );
		$this->error = $error;
	}

	/**
	 * What REST clients are answered.
	 *
	 * @return \WP_Error
	 */
	public function error(): \WP_Error {
		return $this->error;
	}
}

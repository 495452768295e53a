<?php
/**
 * A comment that Parley sends through WordPress's own form: with all of the form's fields, and beside them a key, so that
 * it is made once, and whom the reader takes themself for. It goes the whole way of the form and is answered as JSON.
 *
 * @package Parley
 */

namespace Parley\FormPost;

use Parley\Audience;
use Parley\Endings;
use Parley\Errors;
use Parley\FormRules;
use Parley\Keys;
use Parley\Origins;
use Parley\Refusals;
use Parley\Rest;
use Parley\Rest\Posting;

defined( 'ABSPATH' ) || exit;

const KEY_FIELD  = 'parley_key';
const USER_FIELD = 'parley_user';

add_action( 'init', __NAMESPACE__ . '\\detect_request', 0 );
add_action( 'pre_comment_on_post', __NAMESPACE__ . '\\check_request', PHP_INT_MIN );
add_action( 'comment_closed', __NAMESPACE__ . '\\record_closed' );
add_filter( 'pre_comment_approved', __NAMESPACE__ . '\\claim_key', PHP_INT_MAX, 2 );
add_action( 'wp_insert_comment', __NAMESPACE__ . '\\record_comment', 1, 2 );
add_filter( 'comment_post_redirect', __NAMESPACE__ . '\\send_json_answer', PHP_INT_MAX, 2 );

/**
 * The state of this request.
 *
 * @return object `key` (string|null), `begun` and `taken` (bool), `made` (int, a comment) and `refusal` (\WP_Error|null).
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'key'     => null,
			'begun'   => false,
			'taken'   => false,
			'made'    => 0,
			'refusal' => null,
		);
	}
	return $state;
}

/**
 * Sees whether the request is one of Parley's. If so, whatever ends it is answered as JSON.
 */
function detect_request() {
	// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WordPress's own form has no nonce.
	$key = Keys\valid( isset( $_POST[ KEY_FIELD ] ) ? wp_unslash( $_POST[ KEY_FIELD ] ) : null );
	if ( null === $key ) {
		return;
	}
	state()->key = $key;
	foreach ( FormRules\DIE_HANDLERS as $name ) {
		add_filter( $name, __NAMESPACE__ . '\\die_handler', PHP_INT_MAX );
	}
}

/**
 * Checks, before any filter uses up what the form brought, what only Parley's own requests bring.
 *
 * @param int $post_id The post.
 */
function check_request( $post_id ) {
	if ( null === state()->key || FormRules\is_running() ) {
		return;
	}
	$refusal = Origins\form_refusal() ?? refuse_other_user() ?? Posting\refuse_repeated( (int) $post_id, state()->key );
	if ( null !== $refusal ) {
		wp_die( $refusal ); // phpcs:ignore WordPress.Security.EscapeOutput -- It becomes JSON.
	}
	state()->begun = true;
}

/**
 * Refuses to publish under another name than the reader saw: who is no longer signed in must not write as a guest. A page
 * that was made for a guest writes as a guest, as it does without a nonce by REST.
 *
 * @return \WP_Error|null
 */
function refuse_other_user(): ?\WP_Error {
	// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WordPress's own form has no nonce.
	$expected = isset( $_POST[ USER_FIELD ] ) && is_string( $_POST[ USER_FIELD ] ) ? absint( $_POST[ USER_FIELD ] ) : get_current_user_id();
	if ( 0 === $expected ) {
		wp_set_current_user( 0 );
	}
	return get_current_user_id() === $expected ? null : Errors\refuse( 'parley_signed_out', __( 'You are no longer signed in.', 'parley-comments' ), 401 );
}

/**
 * Notes that WordPress refuses because comments are closed, which it then tells in words alone.
 */
function record_closed() {
	state()->refusal = Errors\refuse( 'rest_comment_closed', __( 'Sorry, comments are closed for this item.', 'parley-comments' ), 403 );
}

/**
 * A refusal as WordPress's form reads it: its data is the bare status. What else it holds is told to Parley all the same.
 *
 * @param \WP_Error $refusal A refusal with a status.
 * @return \WP_Error
 */
function to_form_error( \WP_Error $refusal ): \WP_Error {
	state()->refusal = $refusal;
	return new \WP_Error( $refusal->get_error_code(), $refusal->get_error_message(), $refusal->get_error_data()['status'] );
}

/**
 * Takes the key at the last moment, when nothing but the database can refuse the comment.
 *
 * @param int|string|\WP_Error $approved What was decided.
 * @param array                $comment  The comment's fields.
 * @return int|string|\WP_Error
 */
function claim_key( $approved, $comment ) {
	if ( ! state()->begun || FormRules\is_running() ) {
		return $approved;
	}
	if ( is_wp_error( $approved ) ) {
		// Without a status WordPress would end with an empty page.
		return to_form_error( state()->refusal ?? Refusals\of_error( $approved ) );
	}
	state()->refusal = null;
	$post_id         = (int) $comment['comment_post_ID'];
	// WordPress asks once more where the database refuses a letter.
	state()->taken = state()->taken || Keys\claim( $post_id, state()->key );
	if ( state()->taken ) {
		return $approved;
	}
	$refusal = Posting\refuse_repeated( $post_id, state()->key );
	return null === $refusal ? $approved : to_form_error( $refusal );
}

/**
 * Notes which comment the key made, before other plugins learn of it: they may end the request.
 *
 * @param int         $id      Its id.
 * @param \WP_Comment $comment The comment.
 */
function record_comment( $id, $comment ) {
	if ( ! state()->taken || 0 !== state()->made ) {
		return;
	}
	state()->made = (int) $id;
	Keys\complete( (int) $comment->comment_post_ID, state()->key, (int) $id );
	Audience\mark_proven_author( (int) $id );
	Endings\register_answer( (int) $id, ob_get_level(), __NAMESPACE__ . '\\send_result' );
}

/**
 * Sends what became of a comment.
 *
 * @param \WP_Comment|null $comment The comment, as other plugins and moderators have left it.
 */
function send_result( $comment ) {
	Rest\Headers\begin_json( 200 );
	echo wp_json_encode( Rest\result_of( $comment, true ) );
}

/**
 * Answers with what became of the comment, instead of leading to it.
 *
 * @param string           $location Where WordPress would lead.
 * @param \WP_Comment|null $comment  The comment.
 * @return string
 */
function send_json_answer( $location, $comment ) {
	// Nothing is given where another plugin has deleted it.
	if ( 0 === state()->made || ( $comment instanceof \WP_Comment && (int) $comment->comment_ID !== state()->made ) ) {
		return $location;
	}
	Endings\send_answer();
	exit;
}

/**
 * The handler of `wp_die()`.
 *
 * @return callable
 */
function die_handler() {
	return __NAMESPACE__ . '\\end_with_error';
}

/**
 * Ends the request with a refusal.
 *
 * @param string|\WP_Error $message What is to be told.
 * @param string           $title   Of the page.
 * @param string|array     $args    `response` and others.
 */
function end_with_error( $message, $title = '', $args = array() ) {
	// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON.
	echo Refusals\send( error_of_die( $message, (array) wp_parse_args( $args ) ) );
	// After an error of PHP's own WordPress goes on to its end.
	if ( ! Refusals\is_fatal( $message ) ) {
		exit;
	}
}

/**
 * The refusal that the form's page would have told. WordPress's own are known by their status alone.
 *
 * @param string|\WP_Error $message What is told.
 * @param array            $args    `response`, the status.
 * @return \WP_Error
 */
function error_of_die( $message, array $args ): \WP_Error {
	if ( Refusals\is_fatal( $message ) ) {
		return Refusals\of_end( '', 500 );
	}
	if ( null !== state()->refusal ) {
		return state()->refusal;
	}
	if ( Keys\release() && 500 === (int) ( $args['response'] ?? 0 ) ) {
		// Everything else had agreed: the database did not take it.
		return Errors\refuse( 'parley_failed', Refusals\of_die( $message, $args )->get_error_message(), 500 );
	}
	$refusal = Refusals\of_die( $message, $args );
	$words   = $refusal->get_error_message();
	$status  = (int) ( $args['response'] ?? 0 );
	if ( is_wp_error( $message ) && $message === $refusal ) {
		return $refusal;
	}
	if ( 200 === $status ) {
		return Errors\refuse( 'parley_form_invalid', $words, 400 );
	}
	if ( 409 === $status ) {
		return Errors\refuse( 'comment_duplicate', $words, 409 );
	}
	if ( 429 === $status ) {
		return Errors\refuse( 'comment_flood', $words, 429, array( 'retry_after' => Rest\Headers\FLOOD_SECONDS ) );
	}
	if ( 403 === $status && get_option( 'comment_registration' ) && ! is_user_logged_in() ) {
		return Errors\refuse( 'rest_comment_login_required', $words, 401 );
	}
	return $refusal;
}

<?php
/**
 * Posting through WordPress's own REST route: who may, what is refused, and what WordPress leaves out there.
 *
 * @package Parley
 */

namespace Parley\Rest\Posting;

use Parley\Audience;
use Parley\Blocks;
use Parley\Endings;
use Parley\Errors;
use Parley\FormRules;
use Parley\Guards;
use Parley\Identity;
use Parley\Item;
use Parley\Keys;
use Parley\Origins;
use Parley\Policy;
use Parley\ReaderComments;
use Parley\Settings;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

add_filter( 'rest_allow_anonymous_comments', __NAMESPACE__ . '\\allow_guests' );
add_filter( 'rest_dispatch_request', __NAMESPACE__ . '\\run_form_filters', 10, 4 );
add_filter( 'rest_preprocess_comment', __NAMESPACE__ . '\\check', 10, 2 );
add_filter( 'rest_pre_insert_comment', __NAMESPACE__ . '\\claim_key', PHP_INT_MAX, 2 );
add_action( 'rest_insert_comment', __NAMESPACE__ . '\\store_request_data', 10, 3 );
add_action( 'rest_after_insert_comment', __NAMESPACE__ . '\\fire_comment_post', 10, 3 );

/**
 * Lets guests comment where the publisher has said so.
 *
 * @param bool $allow What others decided.
 * @return bool
 */
function allow_guests( $allow ) {
	return $allow || (bool) Settings\get( 'guests_by_rest' );
}

/**
 * Has a new comment meet what a comment by WordPress's form meets, but a moderator's, who could publish it anyway.
 *
 * @param mixed            $result  What others answered.
 * @param \WP_REST_Request $request The request.
 * @param string           $route   The route that it fits.
 * @param array            $handler What WordPress would call.
 * @return mixed The same, or the answer.
 */
function run_form_filters( $result, $request, $route, $handler ) {
	if ( null !== $result || '/wp/v2/comments' !== $route || 'POST' !== $request->get_method() || ! ReaderComments\is_asked_for( $request ) || current_user_can( 'moderate_comments' ) ) {
		return $result;
	}
	$result = FormRules\run(
		form_fields( $request ),
		function () use ( $request, $handler ) {
			return call_user_func( $handler['callback'], $request );
		}
	);
	$made = is_wp_error( $result ) ? Endings\stored_comment() : null;
	Endings\cancel();
	if ( null !== $made ) {
		return new \WP_REST_Response( Item\of( $made ), 201 );
	}
	if ( is_wp_error( $result ) ) {
		Keys\release();
	}
	return $result;
}

/**
 * What the form would have sent. All that a request brings beside WordPress's own parameters goes along, so that a front
 * end elsewhere can bring what a filter asks for.
 *
 * @param \WP_REST_Request $request The request.
 * @return array Name => text.
 */
function form_fields( $request ): array {
	$content = $request['content'];
	$content = is_array( $content ) ? ( $content['raw'] ?? '' ) : $content;
	$fields  = array(
		'comment_post_ID' => (string) (int) $request['post'],
		'comment_parent'  => (string) (int) $request['parent'],
		'comment'         => is_string( $content ) ? $content : '',
	);
	if ( ! is_user_logged_in() ) {
		$fields += array(
			'author' => Settings\text( $request['author_name'] ),
			'email'  => Settings\text( $request['author_email'] ),
			'url'    => Settings\text( $request['author_url'] ),
		);
	}
	$known = array_flip( array( 'post', 'parent', 'content', 'author', 'author_name', 'author_email', 'author_url', 'password', 'email', 'url' ) );
	return $fields + array_filter( array_diff_key( $request->get_params(), $known ), 'is_scalar' );
}

/**
 * Checks a new comment before WordPress does.
 *
 * @param array|\WP_Error  $comment What will be written.
 * @param \WP_REST_Request $request The request.
 * @return array|\WP_Error
 */
function check( $comment, $request ) {
	if ( is_wp_error( $comment ) || ! is_new( $request ) ) {
		return $comment;
	}
	$comment = Identity\store_address( $comment );
	$post_id = (int) ( $comment['comment_post_ID'] ?? 0 );
	$refusal = Origins\refusal()
		?? refuse_key( $request['parley_key'] )
		?? refuse_repeated( $post_id, Keys\valid( $request['parley_key'] ) )
		?? Blocks\refusal( (string) ( $comment['comment_author_email'] ?? '' ), (string) ( $comment['comment_author_IP'] ?? '' ) )
		?? Guards\refuse_parent( (int) ( $comment['comment_parent'] ?? 0 ), $post_id )
		?? Policy\refusal( $request['parley_policy_version'] )
		?? refuse_content( $comment );
	if ( null !== $refusal ) {
		return $refusal;
	}
	if ( ! current_user_can( 'moderate_comments' ) ) {
		if ( ! empty( $request['date'] ) || ! empty( $request['date_gmt'] ) ) {
			return Errors\refuse( 'parley_date_refused', __( 'A comment’s date cannot be chosen.', 'parley-comments' ), 403 );
		}
		$comment['comment_agent'] = Text\cut( (string) $request->get_header( 'user_agent' ), 254 );
	}
	return FormRules\is_running() ? FormRules\preprocess( with_author_fields( $comment ) ) : $comment;
}

/**
 * Refuses what is too long or shows nothing, which the form does before filters see a comment, and REST after.
 *
 * @param array $comment What will be written.
 * @return \WP_Error|null
 */
function refuse_content( array $comment ): ?\WP_Error {
	$too_long = wp_check_comment_data_max_lengths( $comment );
	if ( is_wp_error( $too_long ) ) {
		return Errors\refuse( (string) $too_long->get_error_code(), $too_long->get_error_message(), 400 );
	}
	/** This filter is documented in wp-includes/comment.php */
	return Text\is_blank( (string) ( $comment['comment_content'] ?? '' ) ) && ! apply_filters( 'allow_empty_comment', false, $comment ) ? Errors\blank_comment() : null;
}

/**
 * The comment with all that the form's would have: whose it is, which for a user is not theirs to say.
 *
 * @param array $comment What will be written.
 * @return array
 */
function with_author_fields( array $comment ): array {
	$user = wp_get_current_user();
	if ( $user->exists() ) {
		$comment = array(
			'user_id'              => $user->ID,
			'comment_author'       => '' === (string) $user->display_name ? $user->user_login : $user->display_name,
			'comment_author_email' => $user->user_email,
			'comment_author_url'   => $user->user_url,
		) + $comment;
	}
	return $comment + array(
		'user_id'              => 0,
		'comment_author'       => '',
		'comment_author_email' => '',
		'comment_author_url'   => '',
		'comment_content'      => '',
		'comment_type'         => 'comment',
		'comment_parent'       => 0,
	);
}

/**
 * Refuses a key that cannot be kept: its comment might be made twice.
 *
 * @param mixed $given What the request brings; null for none.
 * @return \WP_Error|null
 */
function refuse_key( $given ): ?\WP_Error {
	if ( null === $given || null !== Keys\valid( $given ) ) {
		return null;
	}
	return Errors\refuse( 'parley_key_invalid', __( 'A key has 8 to 64 letters, digits, dots, hyphens or underscores.', 'parley-comments' ), 400 );
}

/**
 * Refuses what was posted already.
 *
 * @param int         $post_id The post.
 * @param string|null $key     The key that the request brings.
 * @return \WP_Error|null
 */
function refuse_repeated( int $post_id, ?string $key ): ?\WP_Error {
	$made = null === $key ? null : Keys\find( $post_id, $key );
	if ( null === $made ) {
		return null;
	}
	if ( 0 === $made ) {
		return Errors\refuse( 'parley_in_progress', __( 'This comment is just being written.', 'parley-comments' ), 409, array( 'retry_after' => 2 ) );
	}
	return Errors\refuse( 'parley_already_posted', __( 'This comment was posted already.', 'parley-comments' ), 409, array( 'comment' => $made ) );
}

/**
 * Takes the key at the last moment, when nothing but the database can refuse the comment.
 *
 * @param array|\WP_Error  $comment What will be written.
 * @param \WP_REST_Request $request The request.
 * @return array|\WP_Error
 */
function claim_key( $comment, $request ) {
	$key = Keys\valid( $request['parley_key'] );
	if ( is_wp_error( $comment ) || null === $key || ! is_new( $request ) ) {
		return $comment;
	}
	$post_id = (int) $comment['comment_post_ID'];
	return Keys\claim( $post_id, $key ) ? $comment : ( refuse_repeated( $post_id, $key ) ?? $comment );
}

/**
 * Keeps what the request brought beside the comment itself.
 *
 * @param \WP_Comment      $comment  The comment.
 * @param \WP_REST_Request $request  The request.
 * @param bool             $creating False for an update.
 */
function store_request_data( $comment, $request, $creating ) {
	if ( ! $creating || ! ReaderComments\is_one( $comment ) ) {
		return;
	}
	$id  = (int) $comment->comment_ID;
	$key = Keys\valid( $request['parley_key'] );
	if ( null !== $key ) {
		Keys\complete( (int) $comment->comment_post_ID, $key, $id );
	}
	Policy\keep( $id, $request['parley_policy_version'] );
	Audience\mark_proven_author( $id );
	if ( FormRules\is_running() ) {
		FormRules\register_answer( $id, 'Parley\\Item\\of' );
	}
}

/**
 * Tells WordPress and other plugins of a new comment, as its form does and its REST route does not: so moderator and
 * author get their mail.
 *
 * @param \WP_Comment      $comment  The comment.
 * @param \WP_REST_Request $request  The request.
 * @param bool             $creating False for an update.
 */
function fire_comment_post( $comment, $request, $creating ) {
	/**
	 * Filters whether Parley fires `comment_post`, for a site where something else already does.
	 *
	 * @param bool        $fire    Whether to.
	 * @param \WP_Comment $comment The comment.
	 */
	if ( $creating && ReaderComments\is_one( $comment ) && apply_filters( 'parley_fire_comment_post', true, $comment ) ) {
		$approved = $comment->comment_approved;
		/** This action is documented in wp-includes/comment.php */
		do_action( 'comment_post', (int) $comment->comment_ID, is_numeric( $approved ) ? (int) $approved : $approved, $comment->to_array() );
	}
}

/**
 * Whether a request makes a reader's comment, rather than changing one, or making an internal note.
 *
 * @param \WP_REST_Request $request The request.
 * @return bool
 */
function is_new( $request ): bool {
	return empty( $request['id'] ) && ReaderComments\is_asked_for( $request );
}

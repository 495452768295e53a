<?php
/**
 * Posting through WordPress's own REST route: who may, what is refused, and what WordPress leaves out there.
 *
 * @package Parley
 */

namespace Parley\Rest\Posting;

use Parley\Audience;
use Parley\Blocks;
use Parley\Errors;
use Parley\Guards;
use Parley\Identity;
use Parley\Keys;
use Parley\Origins;
use Parley\Policy;
use Parley\Settings;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

add_filter( 'rest_allow_anonymous_comments', __NAMESPACE__ . '\\allow_guests' );
add_filter( 'rest_preprocess_comment', __NAMESPACE__ . '\\check', 10, 2 );
add_filter( 'rest_pre_insert_comment', __NAMESPACE__ . '\\take_key', PHP_INT_MAX, 2 );
add_action( 'rest_insert_comment', __NAMESPACE__ . '\\keep', 10, 3 );
add_action( 'rest_after_insert_comment', __NAMESPACE__ . '\\announce', 10, 3 );

/**
 * Lets guests comment where the publisher has said so.
 *
 * @param bool $allow What others decided.
 * @return bool
 */
function allow_guests( $allow ) {
	return $allow || (bool) Settings\get( 'anonymous_rest' );
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
	$comment = Identity\note_address( $comment );
	$post_id = (int) ( $comment['comment_post_ID'] ?? 0 );
	$refusal = Origins\refusal()
		?? refuse_key( $request['parley_key'] )
		?? refuse_repeated( $post_id, Keys\valid( $request['parley_key'] ) )
		?? Blocks\refusal( (string) ( $comment['comment_author_email'] ?? '' ), (string) ( $comment['comment_author_IP'] ?? '' ) )
		?? Guards\refuse_parent( (int) ( $comment['comment_parent'] ?? 0 ), $post_id )
		?? Policy\refusal( $request['parley_policy_version'] );
	if ( null !== $refusal ) {
		return $refusal;
	}
	if ( ! current_user_can( 'moderate_comments' ) ) {
		if ( ! empty( $request['date'] ) || ! empty( $request['date_gmt'] ) ) {
			return Errors\refuse( 'parley_date_refused', __( 'A comment’s date cannot be chosen.', 'parley-comments' ), 403 );
		}
		$comment['comment_agent'] = Text\cut( (string) $request->get_header( 'user_agent' ), 254 );
	}
	return $comment;
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
function take_key( $comment, $request ) {
	$key = Keys\valid( $request['parley_key'] );
	if ( is_wp_error( $comment ) || null === $key || ! is_new( $request ) ) {
		return $comment;
	}
	$post_id = (int) $comment['comment_post_ID'];
	return Keys\take( $post_id, $key ) ? $comment : ( refuse_repeated( $post_id, $key ) ?? $comment );
}

/**
 * Keeps what the request brought beside the comment itself.
 *
 * @param \WP_Comment      $comment  The comment.
 * @param \WP_REST_Request $request  The request.
 * @param bool             $creating False for an update.
 */
function keep( $comment, $request, $creating ) {
	if ( ! $creating ) {
		return;
	}
	$id  = (int) $comment->comment_ID;
	$key = Keys\valid( $request['parley_key'] );
	if ( null !== $key ) {
		Keys\settle( (int) $comment->comment_post_ID, $key, $id );
	}
	Policy\keep( $id, $request['parley_policy_version'] );
	Audience\note_maker( $id );
}

/**
 * Tells WordPress and other plugins of a new comment, as its form does and its REST route does not: so moderator and
 * author get their mail.
 *
 * @param \WP_Comment      $comment  The comment.
 * @param \WP_REST_Request $request  The request.
 * @param bool             $creating False for an update.
 */
function announce( $comment, $request, $creating ) {
	/**
	 * Filters whether Parley fires `comment_post`, for a site where something else already does.
	 *
	 * @param bool        $fire    Whether to.
	 * @param \WP_Comment $comment The comment.
	 */
	if ( $creating && apply_filters( 'parley_fire_comment_post', true, $comment ) ) {
		$approved = $comment->comment_approved;
		/** This action is documented in wp-includes/comment.php */
		do_action( 'comment_post', (int) $comment->comment_ID, is_numeric( $approved ) ? (int) $approved : $approved, $comment->to_array() );
	}
}

/**
 * Whether a request makes a comment rather than changing one.
 *
 * @param \WP_REST_Request $request The request.
 * @return bool
 */
function is_new( $request ): bool {
	return empty( $request['id'] );
}

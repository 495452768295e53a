<?php
/**
 * What WordPress itself lets through when a comment is posted.
 *
 * @package Parley
 */

namespace Parley\Guards;

use Parley\Blocks;
use Parley\Errors;
use Parley\FormPost;
use Parley\ReaderComments;

defined( 'ABSPATH' ) || exit;

add_filter( 'pre_comment_approved', __NAMESPACE__ . '\\refuse_blocked', 5, 2 );

/**
 * Refuses a reply to a comment that is not there, stands under another post, or is not published.
 *
 * @param int $parent_id What the reply answers; 0 for nothing.
 * @param int $post_id   The post.
 * @return \WP_Error|null
 */
function refuse_parent( int $parent_id, int $post_id ): ?\WP_Error {
	if ( 0 === $parent_id ) {
		return null;
	}
	$parent = get_comment( $parent_id );
	if ( $parent instanceof \WP_Comment && (int) $parent->comment_post_ID === $post_id && ( '1' === (string) $parent->comment_approved || current_user_can( 'edit_comment', $parent_id ) ) ) {
		return null;
	}
	return Errors\refuse( 'parley_parent_not_found', __( 'The comment that you answer is not there any more.', 'parley-comments' ), 404 );
}

/**
 * Refuses a blocked writer, whichever way the comment comes.
 *
 * @param int|string|\WP_Error $approved What WordPress decided.
 * @param array                $comment  The comment's fields.
 * @return int|string|\WP_Error
 */
function refuse_blocked( $approved, $comment ) {
	if ( is_wp_error( $approved ) || ! ReaderComments\is_made_by( $comment ) ) {
		return $approved;
	}
	$refusal = Blocks\refusal( (string) ( $comment['comment_author_email'] ?? '' ), (string) ( $comment['comment_author_IP'] ?? '' ) );
	if ( null === $refusal ) {
		return $approved;
	}
	// WordPress's form takes an error's data for the status alone.
	$is_rest = defined( 'REST_REQUEST' ) && REST_REQUEST;
	return $is_rest ? $refusal : FormPost\to_form_error( $refusal );
}

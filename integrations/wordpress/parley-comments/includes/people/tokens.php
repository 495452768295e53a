<?php
/**
 * Tokens, by which guests prove that they wrote a comment.
 *
 * @package Parley
 */

namespace Parley\Tokens;

use Parley\Identity;

defined( 'ABSPATH' ) || exit;

/**
 * The token of a comment. Sent only to its author.
 *
 * @param \WP_Comment $comment The comment.
 * @return string 64 hexadecimal digits.
 */
function of( \WP_Comment $comment ): string {
	return Identity\keyed_hash( 'author', (string) $comment->comment_ID );
}

/**
 * Whether a value is the token of a comment. Compares in constant time.
 *
 * @param \WP_Comment $comment The comment.
 * @param mixed       $token   The value from the request.
 * @return bool
 */
function verify( \WP_Comment $comment, $token ): bool {
	return is_string( $token ) && hash_equals( of( $comment ), $token );
}

/**
 * Whether what somebody sent is what WordPress's form put into the address after a comment was held. WordPress makes it of
 * the comment's second alone. Who wrote in the same second has the same one, so there it counts only together with the
 * network and browser that the comment came from.
 *
 * @param \WP_Comment $comment The comment.
 * @param mixed       $hash    What was sent.
 * @return bool
 */
function verify_moderation_hash( \WP_Comment $comment, $hash ): bool {
	return is_string( $hash )
		&& hash_equals( wp_hash( $comment->comment_date_gmt ), $hash )
		&& ( ! shares_second( $comment ) || hash_equals( Identity\author( $comment ), Identity\current_visitor() ) );
}

/**
 * Whether another comment of the site, whatever its status, was made in the same second.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function shares_second( \WP_Comment $comment ): bool {
	global $wpdb;
	// All statuses are named for the sake of the index that WordPress has of status and time.
	return null !== $wpdb->get_var( $wpdb->prepare( "SELECT comment_ID FROM {$wpdb->comments} WHERE comment_approved IN ( '0', '1', 'spam', 'trash', 'post-trashed' ) AND comment_date_gmt = %s AND comment_ID <> %d LIMIT 1", $comment->comment_date_gmt, (int) $comment->comment_ID ) );
}

<?php
/**
 * By what a guest proves to have written a comment.
 *
 * @package Parley
 */

namespace Parley\Tokens;

use Parley\Identity;

defined( 'ABSPATH' ) || exit;

/**
 * The token of a comment. Told to nobody but its maker.
 *
 * @param \WP_Comment $comment The comment.
 * @return string 64 hexadecimal digits.
 */
function of( \WP_Comment $comment ): string {
	return Identity\seal( 'author', (string) $comment->comment_ID );
}

/**
 * Whether what somebody sent is the token of a comment.
 *
 * @param \WP_Comment $comment The comment.
 * @param mixed       $token   What was sent.
 * @return bool
 */
function fits( \WP_Comment $comment, $token ): bool {
	return is_string( $token ) && hash_equals( of( $comment ), $token );
}

/**
 * Whether what somebody sent is what WordPress's form put into the address after a comment was held.
 *
 * @param \WP_Comment $comment The comment.
 * @param mixed       $hash    What was sent.
 * @return bool
 */
function fits_moderation_hash( \WP_Comment $comment, $hash ): bool {
	return is_string( $hash ) && hash_equals( wp_hash( $comment->comment_date_gmt ), $hash );
}

<?php
/**
 * Which rows of WordPress's table of comments are comments of readers. The rest is none of the plugin's business: editors'
 * internal notes, pingbacks and trackbacks, and what other plugins keep there, such as webmentions, reviews and notes on
 * orders.
 *
 * @package Parley
 */

namespace Parley\ReaderComments;

defined( 'ABSPATH' ) || exit;

/** The values of `comment_type` of readers' comments; old rows have an empty one. */
const TYPES = array( '', 'comment' );

/** The same for a query. */
const TYPES_SQL = "( '', 'comment' )";

/**
 * Whether a comment is one of a reader's.
 *
 * @param \WP_Comment $comment The comment.
 * @return bool
 */
function is_one( \WP_Comment $comment ): bool {
	return in_array( $comment->comment_type, TYPES, true );
}

/**
 * Whether what is about to be stored is a reader's comment.
 *
 * @param array $fields The comment's fields, as WordPress hands them to its filters; without a type it is a comment.
 * @return bool
 */
function is_made_by( array $fields ): bool {
	return in_array( (string) ( $fields['comment_type'] ?? '' ), TYPES, true );
}

/**
 * Whether a request to WordPress's own REST route is about a reader's comment.
 *
 * @param \WP_REST_Request $request The request.
 * @return bool
 */
function is_asked_for( $request ): bool {
	return in_array( (string) ( $request['type'] ?? '' ), TYPES, true );
}

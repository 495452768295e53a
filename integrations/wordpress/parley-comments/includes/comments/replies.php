<?php
/**
 * How many published replies a comment has, directly below it.
 *
 * @package Parley
 */

namespace Parley\Replies;

use Parley\ReaderComments;

defined( 'ABSPATH' ) || exit;

/**
 * The state of this request.
 *
 * @param array $news Comment id => number, to be remembered.
 * @return array All that is known.
 */
function known( array $news = array() ): array {
	static $known = array();

	$known = $news + $known;
	return $known;
}

/**
 * Finds out about many comments at once.
 *
 * @param int[] $comment_ids The comments.
 */
function prime( array $comment_ids ) {
	global $wpdb;
	if ( array() === $comment_ids ) {
		return;
	}
	$counts = array_fill_keys( $comment_ids, 0 );
	$places = implode( ',', array_fill( 0, count( $comment_ids ), '%d' ) );
	$types  = ReaderComments\TYPES_SQL;
	// phpcs:ignore WordPress.DB.PreparedSQLPlaceholders.UnfinishedPrepare
	$rows = $wpdb->get_results( $wpdb->prepare( "SELECT comment_parent AS parent, COUNT(*) AS replies FROM {$wpdb->comments} WHERE comment_parent IN ($places) AND comment_approved = '1' AND comment_type IN $types GROUP BY comment_parent", $comment_ids ) );
	foreach ( $rows as $row ) {
		$counts[ (int) $row->parent ] = (int) $row->replies;
	}
	known( $counts );
}

/**
 * How many a comment has.
 *
 * @param int $comment_id The comment.
 * @return int
 */
function count_of( int $comment_id ): int {
	if ( ! isset( known()[ $comment_id ] ) ) {
		prime( array( $comment_id ) );
	}
	return known()[ $comment_id ];
}

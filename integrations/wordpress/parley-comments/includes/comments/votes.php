<?php
/**
 * Recommendations, one a person; guests of one network count as one. Who voted is in a table of the plugin; how many, in
 * WordPress's own `comment_karma`, so that lists need no join and can be sorted by it.
 *
 * @package Parley
 */

namespace Parley\Votes;

use Parley\Identity;
use Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** More votes of one person within a minute, cast or taken back, are no reading. */
const MOST_A_MINUTE = 30;

/** More votes of guests of one network within a minute are made by a machine. */
const MOST_OF_A_NETWORK = 90;

add_action( 'deleted_comment', __NAMESPACE__ . '\\forget' );

/**
 * Casts a vote, or takes it back. Doing either twice changes nothing.
 *
 * @param int    $comment_id The comment.
 * @param string $voter      As `Identity\current_visitor()` gives it.
 * @param bool   $up         Whether to cast it.
 */
function set( int $comment_id, string $voter, bool $up ) {
	global $wpdb;
	$table = Tables\name( 'votes' );
	// A vote that is taken back leaves nothing else to count.
	$wpdb->insert(
		Tables\name( 'vote_log' ),
		array(
			'voter'      => $voter,
			'counts_as'  => Identity\counted_visitor(),
			'created_at' => Tables\now(),
		)
	);
	if ( $up ) {
		$wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO $table (comment_id, voter, counts_as, created_at) VALUES (%d, %s, %s, %s)", $comment_id, $voter, Identity\counted_visitor(), Tables\now() ) );
	} else {
		$wpdb->delete(
			$table,
			array(
				'comment_id' => $comment_id,
				'voter'      => $voter,
			),
			array( '%d', '%s' )
		);
	}
	recount( $comment_id );
	known( array( $comment_id => $up ) );
}

/**
 * Counts the votes for a comment, and keeps the number with it.
 *
 * @param int $comment_id The comment.
 */
function recount( int $comment_id ) {
	global $wpdb;
	$table = Tables\name( 'votes' );
	// Counted anew rather than moved by one, so that two votes at once never leave it wrong.
	$wpdb->query(
		$wpdb->prepare(
			"UPDATE {$wpdb->comments} SET comment_karma = ( SELECT COUNT(DISTINCT counts_as) FROM $table WHERE comment_id = %d ) WHERE comment_ID = %d",
			$comment_id,
			$comment_id
		)
	);
	clean_comment_cache( $comment_id );
}

/**
 * Erases a person's vote, which no longer counts.
 *
 * @param int    $comment_id The comment.
 * @param string $voter      As `Identity\visitor_hash()` gives it.
 */
function erase( int $comment_id, string $voter ) {
	global $wpdb;
	$wpdb->delete(
		Tables\name( 'votes' ),
		array(
			'comment_id' => $comment_id,
			'voter'      => $voter,
		),
		array( '%d', '%s' )
	);
	recount( $comment_id );
}

/**
 * How many recommend a comment.
 *
 * @param \WP_Comment $comment The comment.
 * @return int
 */
function count_of( \WP_Comment $comment ): int {
	return max( 0, (int) $comment->comment_karma );
}

/**
 * Which of some comments a person voted for.
 *
 * @param int[]  $comment_ids The comments.
 * @param string $voter       As `Identity\current_visitor()` gives it.
 * @return int[] Some of them.
 */
function of( array $comment_ids, string $voter ): array {
	global $wpdb;
	if ( array() === $comment_ids ) {
		return array();
	}
	$table  = Tables\name( 'votes' );
	$places = implode( ',', array_fill( 0, count( $comment_ids ), '%d' ) );
	// phpcs:ignore WordPress.DB.PreparedSQLPlaceholders.UnfinishedPrepare
	return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT comment_id FROM $table WHERE voter = %s AND comment_id IN ($places)", array_merge( array( $voter ), array_map( 'intval', $comment_ids ) ) ) ) );
}

/**
 * Which comments of a post a person voted for.
 *
 * @param int    $post_id The post.
 * @param string $voter   As `Identity\current_visitor()` gives it.
 * @return int[] Comment ids.
 */
function in_post( int $post_id, string $voter ): array {
	global $wpdb;
	$table = Tables\name( 'votes' );
	return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT v.comment_id FROM $table v JOIN {$wpdb->comments} c ON c.comment_ID = v.comment_id WHERE v.voter = %s AND c.comment_post_ID = %d AND c.comment_approved = '1' ORDER BY v.comment_id", $voter, $post_id ) ) );
}

/**
 * What this request knows of the current visitor's votes.
 *
 * @param array $news Comment id => whether the current visitor voted for it, to be remembered.
 * @return array All that is known.
 */
function known( array $news = array() ): array {
	static $known = array();

	$known = $news + $known;
	return $known;
}

/**
 * Whether the current visitor voted for a comment; for a list, `prime()` finds it out in one query.
 *
 * @param int    $comment_id The comment.
 * @param string $voter      As `Identity\current_visitor()` gives it.
 * @return bool
 */
function is_cast( int $comment_id, string $voter ): bool {
	if ( ! isset( known()[ $comment_id ] ) ) {
		prime( array( $comment_id ), $voter );
	}
	return known()[ $comment_id ];
}

/**
 * Finds out about many comments at once.
 *
 * @param int[]  $comment_ids The comments.
 * @param string $voter       As `Identity\current_visitor()` gives it.
 */
function prime( array $comment_ids, string $voter ) {
	known( array_fill_keys( of( $comment_ids, $voter ), true ) + array_fill_keys( $comment_ids, false ) );
}

/**
 * How long a person has to wait before casting a vote, or taking one back.
 *
 * @param string $voter As `Identity\current_visitor()` gives it.
 * @return int Seconds; 0 for not at all.
 */
function seconds_to_wait( string $voter ): int {
	global $wpdb;
	$table = Tables\name( 'vote_log' );
	$cast  = $wpdb->get_row( $wpdb->prepare( "SELECT COUNT(*) AS network, SUM(voter = %s) AS person FROM $table WHERE counts_as = %s AND created_at > %s", $voter, Identity\counted_visitor(), Tables\now( -MINUTE_IN_SECONDS ) ) );
	return (int) $cast->person >= MOST_A_MINUTE || (int) $cast->network >= MOST_OF_A_NETWORK ? MINUTE_IN_SECONDS : 0;
}

/**
 * Forgets the votes for a comment that was deleted.
 *
 * @param int $comment_id The comment.
 */
function forget( $comment_id ) {
	global $wpdb;
	$wpdb->delete( Tables\name( 'votes' ), array( 'comment_id' => (int) $comment_id ), array( '%d' ) );
}

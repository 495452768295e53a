<?php
/**
 * Readers' reports, one a person and comment. Enough of them hold a comment until a moderator has looked.
 *
 * A known reader's report counts 1. Those of all others of one network count ½ together, and nothing once a moderator has
 * answered reports of the comment: else whoever has addresses enough could take away any comment, again and again.
 *
 * @package Parley
 */

namespace Parley\Reports;

use Parley\Edited;
use Parley\Identity;
use Parley\Settings;
use Parley\Tables;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

/** How many reports of a comment are open; absent for none. */
const META = '_parley_reports';

/** Marks a comment that reports have held, and no moderator has decided about since. */
const HELD = '_parley_held';

/** More reports of one person within ten minutes are no reading. */
const MOST_IN_TEN_MINUTES = 10;

/** More reports of guests of one network within ten minutes are made by a machine. */
const MOST_OF_A_NETWORK = 30;

add_action( 'deleted_comment', __NAMESPACE__ . '\\forget' );
add_action( 'transition_comment_status', __NAMESPACE__ . '\\settle', 10, 3 );

/**
 * Takes a report, and holds the comment when there are enough. A second one of the same person changes nothing.
 *
 * @param \WP_Comment $comment  The comment.
 * @param string      $reporter As `Identity\current_visitor()` gives it.
 * @param string      $rule     The id of the rule that it breaks, or empty.
 * @param string      $note     What the reporter adds, or empty.
 */
function add( \WP_Comment $comment, string $reporter, string $rule, string $note ) {
	global $wpdb;
	$id    = (int) $comment->comment_ID;
	$table = Tables\name( 'reports' );
	$taken = $wpdb->query(
		$wpdb->prepare(
			"INSERT IGNORE INTO $table (comment_id, reporter, counts_as, is_known, rule, note, created_at) VALUES (%d, %s, %s, %d, %s, %s, %s)",
			$id,
			$reporter,
			Identity\counted_visitor(),
			Identity\is_known_reader() ? 1 : 0,
			Text\storable( $table, 'rule', $rule ),
			Text\storable( $table, 'note', $note ),
			Tables\now()
		)
	);
	if ( ! $taken ) {
		return;
	}
	$open      = recount( $id );
	$threshold = (int) Settings\get( 'report_threshold' );
	$staff     = (int) $comment->user_id > 0 && user_can( (int) $comment->user_id, 'moderate_comments' );
	if ( $threshold > 0 && weight_of( $comment ) >= $threshold && ! $staff && '1' === (string) $comment->comment_approved ) {
		wp_set_comment_status( $id, 'hold' );
		update_comment_meta( $id, HELD, 1 );
		wp_notify_moderator( $id );
	}
	/**
	 * Fires after a reader has reported a comment.
	 *
	 * @param int $id   The comment.
	 * @param int $open How many reports of it are open.
	 */
	do_action( 'parley_comment_reported', $id, $open );
}

/**
 * Counts the open reports of a comment, those of guests of one network as one, and keeps the number.
 *
 * @param int $comment_id The comment.
 * @return int
 */
function recount( int $comment_id ): int {
	global $wpdb;
	$table = Tables\name( 'reports' );
	$open  = (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(DISTINCT counts_as) FROM $table WHERE comment_id = %d AND dismissed_at IS NULL", $comment_id ) );
	if ( $open > 0 ) {
		update_comment_meta( $comment_id, META, $open );
	} else {
		delete_comment_meta( $comment_id, META );
	}
	return $open;
}

/**
 * What the open reports of a comment weigh.
 *
 * @param \WP_Comment $comment The comment.
 * @return float In reports of known readers.
 */
function weight_of( \WP_Comment $comment ): float {
	global $wpdb;
	$table  = Tables\name( 'reports' );
	$id     = (int) $comment->comment_ID;
	$counts = $wpdb->get_row(
		$wpdb->prepare(
			"SELECT COUNT(DISTINCT IF(dismissed_at IS NULL AND is_known = 1, counts_as, NULL)) AS known,
				COUNT(DISTINCT IF(dismissed_at IS NULL AND is_known = 0, counts_as, NULL)) AS unknown,
				MAX(dismissed_at) AS answered_at
			FROM $table WHERE comment_id = %d",
			$id
		)
	);
	// A moderator has answered for the words as they stood.
	$is_answered = null !== $counts->answered_at && $counts->answered_at > (string) Edited\at( $id );
	return (int) $counts->known + ( $is_answered ? 0 : (int) $counts->unknown / 2 );
}

/**
 * How many reports of a comment are open.
 *
 * @param int $comment_id The comment.
 * @return int
 */
function count_of( int $comment_id ): int {
	return (int) get_comment_meta( $comment_id, META, true );
}

/**
 * The open reports of a comment, the newest first.
 *
 * @param int $comment_id The comment.
 * @param int $number     How many at most.
 * @param int $offset     How many are passed over.
 * @return object[] Rows with `rule`, `note` and `created_at`.
 */
function open( int $comment_id, int $number = 20, int $offset = 0 ): array {
	global $wpdb;
	$table = Tables\name( 'reports' );
	return $wpdb->get_results( $wpdb->prepare( "SELECT rule, note, created_at FROM $table WHERE comment_id = %d AND dismissed_at IS NULL ORDER BY id DESC LIMIT %d OFFSET %d", $comment_id, $number, $offset ) );
}

/**
 * How many open reports of a comment there are to be read; those of guests of one network, which count as one, each for itself.
 *
 * @param int $comment_id The comment.
 * @return int
 */
function count_rows( int $comment_id ): int {
	global $wpdb;
	$table = Tables\name( 'reports' );
	return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM $table WHERE comment_id = %d AND dismissed_at IS NULL", $comment_id ) );
}

/**
 * Closes the open reports of a comment, and publishes it again if they had held it. Who made them cannot report it again.
 *
 * @param int $comment_id The comment.
 */
function dismiss( int $comment_id ) {
	global $wpdb;
	$table = Tables\name( 'reports' );
	$wpdb->query( $wpdb->prepare( "UPDATE $table SET dismissed_at = %s WHERE comment_id = %d AND dismissed_at IS NULL", Tables\now(), $comment_id ) );
	recount( $comment_id );
	if ( '' !== (string) get_comment_meta( $comment_id, HELD, true ) && 'unapproved' === wp_get_comment_status( $comment_id ) ) {
		wp_set_comment_status( $comment_id, 'approve' );
	}
}

/**
 * A moderator who approves a comment has answered its reports, and who decides anything else keeps it from coming back.
 *
 * @param string      $status  The new one.
 * @param string      $before  The old one.
 * @param \WP_Comment $comment The comment.
 */
function settle( $status, $before, $comment ) {
	if ( $status === $before ) {
		return;
	}
	delete_comment_meta( (int) $comment->comment_ID, HELD );
	if ( 'approved' === $status && count_of( (int) $comment->comment_ID ) > 0 ) {
		dismiss( (int) $comment->comment_ID );
	}
}

/**
 * How many comments have open reports.
 *
 * @return int
 */
function reported_comments(): int {
	return (int) get_comments(
		array(
			'count'    => true,
			'status'   => 'all',
			'meta_key' => META, // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key
		)
	);
}

/**
 * How long a person has to wait before reporting again.
 *
 * @param string $reporter As `Identity\current_visitor()` gives it.
 * @return int Seconds; 0 for not at all.
 */
function seconds_to_wait( string $reporter ): int {
	global $wpdb;
	$table = Tables\name( 'reports' );
	$made  = $wpdb->get_row( $wpdb->prepare( "SELECT COUNT(*) AS network, SUM(reporter = %s) AS person FROM $table WHERE counts_as = %s AND created_at > %s", $reporter, Identity\counted_visitor(), Tables\now( -10 * MINUTE_IN_SECONDS ) ) );
	return (int) $made->person >= MOST_IN_TEN_MINUTES || (int) $made->network >= MOST_OF_A_NETWORK ? 10 * MINUTE_IN_SECONDS : 0;
}

/**
 * Erases a person's report, which no longer counts. What it held waits on for a moderator.
 *
 * @param int $id         The report.
 * @param int $comment_id The comment.
 */
function erase( int $id, int $comment_id ) {
	global $wpdb;
	$wpdb->delete( Tables\name( 'reports' ), array( 'id' => $id ), array( '%d' ) );
	recount( $comment_id );
}

/**
 * Forgets the reports of a comment that was deleted.
 *
 * @param int $comment_id The comment.
 */
function forget( $comment_id ) {
	global $wpdb;
	$wpdb->delete( Tables\name( 'reports' ), array( 'comment_id' => (int) $comment_id ), array( '%d' ) );
}

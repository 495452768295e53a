<?php
/**
 * What happened to the comments of a post: the feed that readers with an open page follow.
 *
 * @package Parley
 */

namespace Parley\Changes;

use Parley\ReaderComments;
use Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** At most so many comments in one answer. */
const MOST = 100;

/**
 * A cursor stays this many seconds behind. Ids are given out before rows can be read, so a lower one may appear after
 * a higher; what is given twice does no harm.
 */
const LAG = 3;

add_action( 'wp_insert_comment', __NAMESPACE__ . '\\inserted', 10, 2 );
add_action( 'transition_comment_status', __NAMESPACE__ . '\\moved', 10, 3 );
add_action( 'edit_comment', __NAMESPACE__ . '\\edited' );
add_action( 'delete_comment', __NAMESPACE__ . '\\orphaned' );

/**
 * Writes down a change.
 *
 * @param \WP_Comment $comment The comment.
 * @param string      $kind    `insert`, `edit` or `hide`.
 */
function note( \WP_Comment $comment, string $kind ) {
	global $wpdb;
	if ( ! ReaderComments\is_one( $comment ) ) {
		return;
	}
	$wpdb->insert(
		Tables\name( 'changes' ),
		array(
			'post_id'    => (int) $comment->comment_post_ID,
			'comment_id' => (int) $comment->comment_ID,
			'kind'       => $kind,
			'changed_at' => Tables\now(),
		),
		array( '%d', '%d', '%s', '%s' )
	);
}

/**
 * A comment was made.
 *
 * @param int         $id      Its id.
 * @param \WP_Comment $comment The comment.
 */
function inserted( $id, $comment ) {
	if ( $comment instanceof \WP_Comment && '1' === (string) $comment->comment_approved ) {
		note( $comment, 'insert' );
	}
}

/**
 * A comment was approved, held, taken for spam, thrown away or deleted.
 *
 * @param string      $status  The new one.
 * @param string      $before  The old one.
 * @param \WP_Comment $comment The comment.
 */
function moved( $status, $before, $comment ) {
	if ( 'approved' === $status && 'approved' !== $before ) {
		note( $comment, 'insert' );
	} elseif ( 'approved' !== $status && in_array( $before, array( 'approved', '1' ), true ) ) {
		note( $comment, 'hide' );
	}
}

/**
 * A comment has other words, another author or another parent.
 *
 * @param int $id Its id.
 */
function edited( $id ) {
	$comment = get_comment( $id );
	if ( $comment instanceof \WP_Comment && '1' === (string) $comment->comment_approved ) {
		note( $comment, 'edit' );
	}
}

/**
 * A comment is about to be deleted: WordPress hands its replies to its own parent without telling anybody.
 *
 * @param int $id Its id.
 */
function orphaned( $id ) {
	$replies = get_comments(
		array(
			'parent' => (int) $id,
			'status' => 'approve',
		)
	);
	foreach ( $replies as $reply ) {
		note( $reply, 'edit' );
	}
}

/**
 * Where a reader who knows everything now goes on from.
 *
 * @return int
 */
function cursor(): int {
	global $wpdb;
	$table = Tables\name( 'changes' );
	$sure  = $wpdb->get_var( $wpdb->prepare( "SELECT id FROM $table WHERE changed_at <= %s ORDER BY id DESC LIMIT 1", Tables\now( -LAG ) ) );
	return null === $sure ? max( 0, oldest() - 1 ) : (int) $sure;
}

/**
 * The oldest change that is kept.
 *
 * @return int 0 if there is none.
 */
function oldest(): int {
	global $wpdb;
	$table = Tables\name( 'changes' );
	return (int) $wpdb->get_var( "SELECT id FROM $table ORDER BY id ASC LIMIT 1" );
}

/**
 * Whether all changes after a cursor are still kept.
 *
 * @param int $since The cursor.
 * @return bool
 */
function is_kept( int $since ): bool {
	global $wpdb;
	$table  = Tables\name( 'changes' );
	$newest = (int) $wpdb->get_var( "SELECT id FROM $table ORDER BY id DESC LIMIT 1" );
	return $since <= $newest && $since >= oldest() - 1;
}

/**
 * What changed in a post after a cursor: for each comment its last change, and whether it became readable since.
 *
 * @param int $post_id The post.
 * @param int $since   The cursor.
 * @return array `kinds` (comment id => `insert`, `edit` or `hide`, in order), `cursor` and `more`.
 */
function since( int $post_id, int $since ): array {
	global $wpdb;
	$table = Tables\name( 'changes' );
	// Asked for first: what is written meanwhile must come after it.
	$cursor = max( $since, cursor() );
	$rows   = $wpdb->get_results(
		$wpdb->prepare( "SELECT id, comment_id, kind FROM $table WHERE post_id = %d AND id > %d ORDER BY id ASC LIMIT %d", $post_id, $since, MOST + 1 )
	);
	$more   = count( $rows ) > MOST;
	if ( $more ) {
		array_pop( $rows );
		$cursor = (int) end( $rows )->id;
	}
	$kinds = array();
	foreach ( $rows as $row ) {
		$id     = (int) $row->comment_id;
		$before = $kinds[ $id ] ?? '';
		unset( $kinds[ $id ] );
		// Who did not know the comment before does not know it by an edit either.
		$kinds[ $id ] = 'edit' === $row->kind && 'insert' === $before ? 'insert' : $row->kind;
	}
	return array(
		'kinds'  => $kinds,
		'cursor' => $cursor,
		'more'   => $more,
	);
}

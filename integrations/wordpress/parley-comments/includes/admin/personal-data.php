<?php
/**
 * Tools > Export Personal Data and Erase Personal Data: what the plugin keeps of a person who asks by e-mail address, with
 * an account or without. The comments themselves are exported and erased by WordPress.
 *
 * @package Parley
 */

namespace Parley\PersonalData;

use Parley\Blocks;
use Parley\Changes;
use Parley\Identity;
use Parley\Policy;
use Parley\Reports;
use Parley\Rights;
use Parley\Tables;
use Parley\Votes;

defined( 'ABSPATH' ) || exit;

/** So many rows of each kind in one step. */
const STEP = 200;

add_filter( 'wp_privacy_personal_data_exporters', __NAMESPACE__ . '\\register_exporter' );
add_filter( 'wp_privacy_personal_data_erasers', __NAMESPACE__ . '\\register_eraser', PHP_INT_MAX );
add_filter( 'wp_anonymize_comment', __NAMESPACE__ . '\\note_anonymized', PHP_INT_MAX, 2 );

/**
 * Registers the exporter.
 *
 * @param array $exporters Exporters by name.
 * @return array
 */
function register_exporter( $exporters ) {
	$exporters['parley-comments'] = array(
		'exporter_friendly_name' => __( 'Parley Comments', 'parley-comments' ),
		'callback'               => __NAMESPACE__ . '\\export',
	);
	return $exporters;
}

/**
 * Registers the eraser, before all others: a guest is known by their comments, which WordPress's own makes anonymous.
 *
 * @param array $erasers Erasers by name.
 * @return array
 */
function register_eraser( $erasers ) {
	return array(
		'parley-comments' => array(
			'eraser_friendly_name' => __( 'Parley Comments', 'parley-comments' ),
			'callback'             => __NAMESPACE__ . '\\erase',
		),
	) + $erasers;
}

/**
 * The hashes under which the plugin knows a person: of the account, and for a guest of each network and browser from which
 * comments with the address came.
 *
 * @param string $email E-mail address.
 * @return string[] As `Identity\visitor_hash()` gives them.
 */
function persons( string $email ): array {
	global $wpdb;
	$user    = get_user_by( 'email', $email );
	$persons = $user ? array( Identity\visitor_hash( $user->ID, '', '' ) ) : array();
	$places  = $wpdb->get_results( $wpdb->prepare( "SELECT DISTINCT comment_author_IP AS address, comment_agent AS agent FROM {$wpdb->comments} WHERE comment_author_email = %s AND user_id = 0 AND comment_author_IP <> ''", $email ) );
	foreach ( $places as $place ) {
		$persons[] = Identity\visitor_hash( 0, $place->address, sanitize_text_field( $place->agent ) );
	}
	return array_values( array_unique( $persons ) );
}

/**
 * A list of values for `IN ( … )`.
 *
 * @param string[] $values Values; at least one.
 * @return string SQL.
 */
function in_list( array $values ): string {
	global $wpdb;
	return $wpdb->prepare( implode( ',', array_fill( 0, count( $values ), '%s' ) ), $values ); // phpcs:ignore WordPress.DB.PreparedSQL.NotPrepared -- Places alone.
}

/**
 * The comments of a person, as an account or as a guest, of every status.
 *
 * @param string $email E-mail address.
 * @param int    $page  Of `STEP` comments each.
 * @return int[] Ids.
 */
function comments_of( string $email, int $page ): array {
	global $wpdb;
	$user = get_user_by( 'email', $email );
	return array_map(
		'intval',
		$wpdb->get_col( $wpdb->prepare( "SELECT comment_ID FROM {$wpdb->comments} WHERE comment_author_email = %s OR ( user_id > 0 AND user_id = %d ) ORDER BY comment_ID LIMIT %d OFFSET %d", $email, $user ? $user->ID : 0, STEP, ( $page - 1 ) * STEP ) )
	);
}

/**
 * Rows of a table that are about a person.
 *
 * @param string   $table   One of `Tables\NAMES`.
 * @param string   $column  Which holds the person.
 * @param string[] $persons As `persons()` gives them.
 * @param int      $page    Of `STEP` rows each.
 * @return object[]
 */
function rows_of( string $table, string $column, array $persons, int $page ): array {
	global $wpdb;
	if ( array() === $persons ) {
		return array();
	}
	$name = Tables\name( $table );
	$list = in_list( $persons );
	// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- Prepared in `in_list()`; names are the plugin's own.
	return $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $name WHERE $column IN ( $list ) ORDER BY comment_id, $column LIMIT %d OFFSET %d", STEP, ( $page - 1 ) * STEP ) );
}

/**
 * The blocks of a person: by account, by address, and by the networks of a guest's comments.
 *
 * @param string $email E-mail address.
 * @return object[] Rows.
 */
function blocks_of( string $email ): array {
	global $wpdb;
	$table    = Tables\name( 'blocks' );
	$user     = get_user_by( 'email', $email );
	$who      = $user ? array( "user:{$user->ID}" ) : array();
	$who[]    = 'email:' . Blocks\email_value( $email );
	$who[]    = 'email:' . Blocks\email_digest( $email );
	$networks = $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT comment_author_IP FROM {$wpdb->comments} WHERE comment_author_email = %s AND user_id = 0 AND comment_author_IP <> ''", $email ) );
	foreach ( $networks as $address ) {
		$who[] = 'network:' . Blocks\network_value( $address );
	}
	$list = in_list( array_unique( $who ) );
	return $wpdb->get_results( "SELECT * FROM $table WHERE CONCAT( kind, ':', value ) IN ( $list ) ORDER BY id" ); // phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- As above.
}

/**
 * Exports a step of what is kept of a person.
 *
 * @param string $email E-mail address.
 * @param int    $page  The step.
 * @return array `data` and `done`, as WordPress reads them.
 */
function export( $email, $page = 1 ): array {
	if ( '' === (string) $email ) {
		// Comments without an address are many people's.
		return array(
			'data' => array(),
			'done' => true,
		);
	}
	$persons  = persons( (string) $email );
	$votes    = rows_of( 'votes', 'voter', $persons, (int) $page );
	$reports  = rows_of( 'reports', 'reporter', $persons, (int) $page );
	$comments = comments_of( (string) $email, (int) $page );
	$data     = array();
	foreach ( $votes as $vote ) {
		$data[] = item(
			'votes',
			__( 'Recommended comments', 'parley-comments' ),
			$vote->comment_id . '-' . substr( $vote->voter, 0, 8 ),
			array(
				__( 'Comment', 'parley-comments' ) => link_of( (int) $vote->comment_id ),
				__( 'Date', 'parley-comments' )    => Rights\iso( $vote->created_at ),
			)
		);
	}
	foreach ( $reports as $report ) {
		$data[] = item(
			'reports',
			__( 'Reported comments', 'parley-comments' ),
			$report->id,
			array(
				__( 'Comment', 'parley-comments' ) => link_of( (int) $report->comment_id ),
				__( 'Rule', 'parley-comments' )    => $report->rule,
				__( 'Note', 'parley-comments' )    => $report->note,
				__( 'Date', 'parley-comments' )    => Rights\iso( $report->created_at ),
			)
		);
	}
	foreach ( $comments as $id ) {
		$version = Policy\version_of( $id );
		if ( null !== $version ) {
			$data[] = item(
				'policy',
				__( 'Acknowledged discussion policies', 'parley-comments' ),
				$id,
				array(
					__( 'Comment', 'parley-comments' ) => link_of( $id ),
					__( 'Version of the policy', 'parley-comments' ) => $version,
				)
			);
		}
	}
	foreach ( 1 === (int) $page ? blocks_of( (string) $email ) : array() as $block ) {
		$data[] = item(
			'blocks',
			__( 'Blocks', 'parley-comments' ),
			$block->id,
			array(
				__( 'By', 'parley-comments' )     => $block->kind,
				__( 'Reason', 'parley-comments' ) => $block->reason,
				__( 'Since', 'parley-comments' )  => Rights\iso( $block->created_at ),
				__( 'Until', 'parley-comments' )  => null === $block->expires_at ? __( 'For good', 'parley-comments' ) : Rights\iso( $block->expires_at ),
			)
		);
	}
	return array(
		'data' => $data,
		'done' => max( count( $votes ), count( $reports ), count( $comments ) ) < STEP,
	);
}

/**
 * One thing that is exported.
 *
 * @param string     $group Which kind.
 * @param string     $label What the kind is called.
 * @param int|string $id    By which it is told from others of its kind.
 * @param array      $data  Name => value; empty ones are left out.
 * @return array
 */
function item( string $group, string $label, $id, array $data ): array {
	$pairs = array();
	foreach ( $data as $name => $value ) {
		if ( '' !== (string) $value ) {
			$pairs[] = array(
				'name'  => $name,
				'value' => (string) $value,
			);
		}
	}
	return array(
		'group_id'    => "parley-$group",
		'group_label' => $label,
		'item_id'     => "parley-$group-$id",
		'data'        => $pairs,
	);
}

/**
 * Where a comment is.
 *
 * @param int $id The comment.
 * @return string Its address, or its number where it is gone.
 */
function link_of( int $id ): string {
	$comment = get_comment( $id );
	return $comment instanceof \WP_Comment ? (string) get_comment_link( $comment ) : "#$id";
}

/**
 * Erases a step of what is kept of a person. A block that still runs is kept, under a hash and without its reason: else
 * whoever is blocked could lift it.
 *
 * @param string $email E-mail address.
 * @param int    $page  The step.
 * @return array `items_removed`, `items_retained`, `messages` and `done`, as WordPress reads them.
 */
function erase( $email, $page = 1 ): array {
	$email = (string) $email;
	if ( '' === $email ) {
		return array(
			'items_removed'  => false,
			'items_retained' => false,
			'messages'       => array(),
			'done'           => true,
		);
	}
	$persons = persons( $email );
	// What is erased makes room for the next step's, so the first rows are always the next.
	$votes    = rows_of( 'votes', 'voter', $persons, 1 );
	$reports  = rows_of( 'reports', 'reporter', $persons, 1 );
	$comments = comments_of( $email, (int) $page );
	foreach ( $votes as $vote ) {
		Votes\erase( (int) $vote->comment_id, $vote->voter );
	}
	foreach ( $reports as $report ) {
		Reports\erase( (int) $report->id, (int) $report->comment_id );
	}
	$removed = count( $votes ) + count( $reports ) + erase_log( $persons ) + erase_notes( $comments );
	// All at once, in the first step: what stays is said once.
	$blocks  = 1 === (int) $page ? blocks_of( $email ) : array();
	$kept    = array_filter( $blocks, 'Parley\\Blocks\\minimise' );
	return array(
		'items_removed'  => $removed + count( $blocks ) - count( $kept ) > 0,
		'items_retained' => array() !== $kept,
		'messages'       => array() === $kept ? array() : array( __( 'A block from commenting stays until it ends, without its reason and without the e-mail address. It can be lifted under Comments > Blocked writers.', 'parley-comments' ) ),
		'done'           => max( count( $votes ), count( $reports ), count( $comments ) ) < STEP,
	);
}

/**
 * Erases what limits the votes of a person.
 *
 * @param string[] $persons As `persons()` gives them.
 * @return int How many rows.
 */
function erase_log( array $persons ): int {
	global $wpdb;
	$table = Tables\name( 'vote_log' );
	$list  = array() === $persons ? "''" : in_list( $persons );
	return (int) $wpdb->query( "DELETE FROM $table WHERE voter IN ( $list )" ); // phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- As above.
}

/**
 * Erases what is kept beside comments: which policy was acknowledged, and the keys that they were posted with.
 *
 * @param int[] $comments Ids.
 * @return int How many things.
 */
function erase_notes( array $comments ): int {
	global $wpdb;
	$erased = 0;
	foreach ( $comments as $id ) {
		$erased += delete_comment_meta( $id, Policy\META ) ? 1 : 0;
		$erased += (int) $wpdb->delete( Tables\name( 'keys' ), array( 'comment_id' => $id ), array( '%d' ) );
	}
	return $erased;
}

/**
 * Tells readers with an open page that a comment has lost its author's name.
 *
 * @param bool|string $is_anonymized Whether WordPress goes on.
 * @param \WP_Comment $comment       The comment.
 * @return bool|string The same.
 */
function note_anonymized( $is_anonymized, $comment ) {
	if ( true === $is_anonymized && $comment instanceof \WP_Comment && Rights\is_published( $comment ) ) {
		Changes\note( $comment, 'edit' );
	}
	return $is_anonymized;
}

<?php
/**
 * Who may not write, why, and until when: users, e-mail addresses, and networks (as a keyed hash).
 *
 * @package Parley
 */

namespace Parley\Blocks;

use Parley\Errors;
use Parley\Identity;
use Parley\Tables;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

/** By what somebody can be blocked. */
const KINDS = array( 'user', 'email', 'network' );

/**
 * Blocks, or changes the reason and the end of a block that is there.
 *
 * @param string      $kind       One of `KINDS`.
 * @param string      $value      User id, e-mail address, or hash as `network_value()` gives it.
 * @param string      $reason     Told to the person.
 * @param string|null $expires_at UTC `Y-m-d H:i:s`; null for no end.
 * @return bool Whether it is stored.
 */
function add( string $kind, string $value, string $reason, ?string $expires_at ): bool {
	global $wpdb;
	return false !== $wpdb->replace(
		Tables\name( 'blocks' ),
		array(
			'kind'       => $kind,
			'value'      => $value,
			'reason'     => Text\storable( Tables\name( 'blocks' ), 'reason', $reason ),
			'blocked_by' => get_current_user_id(),
			'created_at' => Tables\now(),
			'expires_at' => $expires_at,
		)
	);
}

/**
 * Ends a block.
 *
 * @param int $id Its id.
 */
function remove( int $id ) {
	global $wpdb;
	$wpdb->delete( Tables\name( 'blocks' ), array( 'id' => $id ), array( '%d' ) );
}

/**
 * Blocks, the newest first, ended ones of the last days among them.
 *
 * @param string $search Part of an e-mail address, of the name of an account, of a reason, or of the shown beginning of a
 *                       network's hash; empty for all.
 * @param int    $number How many at most.
 * @param int    $offset How many are passed over.
 * @return object[] Rows.
 */
function find( string $search, int $number, int $offset ): array {
	global $wpdb;
	$from = found( $search );
	// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- Prepared by found().
	return $wpdb->get_results( "SELECT b.* FROM $from ORDER BY b.id DESC" . $wpdb->prepare( ' LIMIT %d OFFSET %d', $number, $offset ) );
}

/**
 * How many blocks there are.
 *
 * @param string $search As for `find()`.
 * @return int
 */
function count_found( string $search ): int {
	global $wpdb;
	$from = found( $search );
	// phpcs:ignore WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- Prepared by found().
	return (int) $wpdb->get_var( "SELECT COUNT(*) FROM $from" );
}

/**
 * Where blocks are looked for.
 *
 * @param string $search As for `find()`.
 * @return string SQL: what follows FROM, the blocks as `b`.
 */
function found( string $search ): string {
	global $wpdb;
	$table = Tables\name( 'blocks' );
	if ( '' === $search ) {
		return "$table b";
	}
	$part = '%' . $wpdb->esc_like( $search ) . '%';
	return "$table b LEFT JOIN {$wpdb->users} u ON u.ID = CAST( IF( b.kind = 'user', b.value, '0' ) AS UNSIGNED ) " . $wpdb->prepare(
		"WHERE b.reason LIKE %s OR u.user_login LIKE %s OR u.display_name LIKE %s OR ( b.kind = 'email' AND b.value LIKE %s ) OR ( b.kind = 'network' AND b.value LIKE %s )",
		$part,
		$part,
		$part,
		$part,
		$wpdb->esc_like( strtolower( $search ) ) . '%'
	);
}

/**
 * The blocks that a person falls under now.
 *
 * @param int    $user_id 0 for a guest.
 * @param string $email   E-mail address, or empty.
 * @param string $address Network address, or empty.
 * @return object[] Rows, the one that lasts longest first.
 */
function matching( int $user_id, string $email, string $address ): array {
	global $wpdb;
	$table = Tables\name( 'blocks' );
	return $wpdb->get_results(
		$wpdb->prepare(
			"SELECT * FROM $table
			WHERE ( (kind = 'user' AND value = %s) OR (kind = 'email' AND value IN ( %s, %s )) OR (kind = 'network' AND value = %s) )
			AND ( expires_at IS NULL OR expires_at > %s )
			ORDER BY expires_at IS NULL DESC, expires_at DESC",
			$user_id > 0 ? (string) $user_id : '-',
			'' !== $email ? email_value( $email ) : '-',
			'' !== $email ? email_digest( $email ) : '-',
			'' !== $address ? network_value( $address ) : '-',
			Tables\now()
		)
	);
}

/**
 * Refuses a person who is blocked. Who may moderate never is.
 *
 * @param string $email   E-mail address that a guest gives, or empty.
 * @param string $address Network address; the current visitor's unless another is given.
 * @return \WP_Error|null
 */
function refusal( string $email = '', string $address = '' ): ?\WP_Error {
	if ( current_user_can( 'moderate_comments' ) ) {
		return null;
	}
	$user    = wp_get_current_user();
	$blocks  = matching( $user->ID, $user->ID > 0 ? $user->user_email : $email, Identity\address_of_comment( $address ) );
	$longest = $blocks[0] ?? null;
	if ( null === $longest ) {
		return null;
	}
	$message = __( 'You may not write here at present.', 'parley-comments' );
	if ( '' !== $longest->reason ) {
		/* translators: %s: the reason, as a moderator wrote it. */
		$message = sprintf( __( 'You may not write here at present. The reason: %s', 'parley-comments' ), $longest->reason );
	}
	return Errors\refuse(
		'parley_blocked',
		esc_html( $message ),
		403,
		array(
			'reason' => $longest->reason,
			'until'  => null === $longest->expires_at ? null : str_replace( ' ', 'T', $longest->expires_at ) . '.000Z',
		)
	);
}

/**
 * An e-mail address as it is kept, in small letters whatever the locale of PHP.
 *
 * @param string $email Any spelling.
 * @return string
 */
function email_value( string $email ): string {
	return Text\cut( strtr( trim( $email ), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz' ), 191 );
}

/**
 * An e-mail address as it is kept after its owner has asked for erasure.
 *
 * @param string $email Any spelling.
 * @return string
 */
function email_digest( string $email ): string {
	return Identity\keyed_hash( 'email', email_value( $email ) );
}

/**
 * Erases of a block what can be erased: all of it where it has ended, else its reason and its e-mail address, of which a
 * hash stays, so that it still holds.
 *
 * @param object $block Row.
 * @return bool Whether something of it is kept.
 */
function minimise( $block ): bool {
	global $wpdb;
	if ( null !== $block->expires_at && $block->expires_at <= Tables\now() ) {
		remove( (int) $block->id );
		return false;
	}
	$is_address = 'email' === $block->kind && false !== strpos( $block->value, '@' );
	$digest     = $is_address ? email_digest( $block->value ) : $block->value;
	// One that was kept before gives way.
	$table = Tables\name( 'blocks' );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE kind = %s AND value = %s AND id <> %d", $block->kind, $digest, (int) $block->id ) );
	$wpdb->update(
		Tables\name( 'blocks' ),
		array(
			'value'  => $digest,
			'reason' => '',
		),
		array( 'id' => (int) $block->id )
	);
	return true;
}

/**
 * A network as it is kept: the address itself is not.
 *
 * @param string $address Network address.
 * @return string
 */
function network_value( string $address ): string {
	return Identity\keyed_hash( 'network', Identity\network( $address ) );
}

<?php
/**
 * Posting once: a client sends a key of its own with a comment, and the same key never makes a second one.
 *
 * @package Parley
 */

namespace Parley\Keys;

use Parley\Identity;
use Parley\Tables;

defined( 'ABSPATH' ) || exit;

/** A key that was taken this many seconds ago, and made no comment, belonged to a request that broke off. */
const BROKEN_OFF = 60;

/**
 * What this request knows.
 *
 * @return object `taken` (string): the hash of the key that it took and made no comment with yet, or empty.
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array( 'taken' => '' );
	}
	return $state;
}

/**
 * The key that a request brings.
 *
 * @param mixed $given What was sent.
 * @return string|null Null if it is none.
 */
function valid( $given ): ?string {
	return is_string( $given ) && preg_match( '/^[A-Za-z0-9._-]{8,64}$/', $given ) ? $given : null;
}

/**
 * A key as it is kept; the same key for another post is another.
 *
 * @param int    $post_id The post.
 * @param string $key     The key.
 * @return string
 */
function hash_of( int $post_id, string $key ): string {
	return Identity\seal( 'key', "$post_id\n$key" );
}

/**
 * What became of a key.
 *
 * @param int    $post_id The post.
 * @param string $key     The key.
 * @return int|null The comment; 0 while it is being written; null if the key is free.
 */
function find( int $post_id, string $key ): ?int {
	global $wpdb;
	$table = Tables\name( 'keys' );
	$row   = $wpdb->get_row( $wpdb->prepare( "SELECT comment_id, created_at FROM $table WHERE key_hash = %s", hash_of( $post_id, $key ) ) );
	if ( null === $row || ( 0 === (int) $row->comment_id && $row->created_at < Tables\now( -BROKEN_OFF ) ) ) {
		return null;
	}
	return (int) $row->comment_id;
}

/**
 * Takes a key, so that no other request can.
 *
 * @param int    $post_id The post.
 * @param string $key     The key.
 * @return bool False if another request was first.
 */
function take( int $post_id, string $key ): bool {
	global $wpdb;
	$table = Tables\name( 'keys' );
	$hash  = hash_of( $post_id, $key );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE key_hash = %s AND comment_id = 0 AND created_at < %s", $hash, Tables\now( -BROKEN_OFF ) ) );
	$is_taken = 1 === (int) $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO $table (key_hash, comment_id, created_at) VALUES (%s, 0, %s)", $hash, Tables\now() ) );
	if ( $is_taken ) {
		state()->taken = $hash;
	}
	return $is_taken;
}

/**
 * Gives back the key that this request took and made no comment with.
 *
 * @return bool Whether there was one.
 */
function give_back(): bool {
	global $wpdb;
	$hash = state()->taken;
	if ( '' === $hash ) {
		return false;
	}
	state()->taken = '';
	return (bool) $wpdb->delete(
		Tables\name( 'keys' ),
		array(
			'key_hash'   => $hash,
			'comment_id' => 0,
		),
		array( '%s', '%d' )
	);
}

/**
 * Notes which comment a key made.
 *
 * @param int    $post_id    The post.
 * @param string $key        The key.
 * @param int    $comment_id The comment.
 */
function settle( int $post_id, string $key, int $comment_id ) {
	global $wpdb;
	state()->taken = '';
	$wpdb->update( Tables\name( 'keys' ), array( 'comment_id' => $comment_id ), array( 'key_hash' => hash_of( $post_id, $key ) ), array( '%d' ), array( '%s' ) );
}

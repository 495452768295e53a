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
const ABANDONED_AFTER = 60;

/**
 * The state of this request.
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
	return Identity\keyed_hash( 'key', "$post_id\n$key" );
}

/**
 * The state of a key.
 *
 * @param int    $post_id The post.
 * @param string $key     The key.
 * @return int|null The comment; 0 while it is being written; null if the key is free.
 */
function find( int $post_id, string $key ): ?int {
	global $wpdb;
	$table = Tables\name( 'keys' );
	$row   = $wpdb->get_row( $wpdb->prepare( "SELECT comment_id, created_at FROM $table WHERE key_hash = %s", hash_of( $post_id, $key ) ) );
	if ( null === $row || ( 0 === (int) $row->comment_id && $row->created_at < Tables\now( -ABANDONED_AFTER ) ) ) {
		return null;
	}
	return (int) $row->comment_id;
}

/**
 * Claims a key, so that no other request can use it.
 *
 * @param int    $post_id The post.
 * @param string $key     The key.
 * @return bool False if another request was first.
 */
function claim( int $post_id, string $key ): bool {
	global $wpdb;
	$table = Tables\name( 'keys' );
	$hash  = hash_of( $post_id, $key );
	$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE key_hash = %s AND comment_id = 0 AND created_at < %s", $hash, Tables\now( -ABANDONED_AFTER ) ) );
	$is_taken = 1 === (int) $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO $table (key_hash, comment_id, created_at) VALUES (%s, 0, %s)", $hash, Tables\now() ) );
	if ( $is_taken ) {
		state()->taken = $hash;
	}
	return $is_taken;
}

/**
 * Releases the key that this request claimed and created no comment with.
 *
 * @return bool Whether there was one.
 */
function release(): bool {
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
 * Stores which comment was created with a key.
 *
 * @param int    $post_id    The post.
 * @param string $key        The key.
 * @param int    $comment_id The comment.
 */
function complete( int $post_id, string $key, int $comment_id ) {
	global $wpdb;
	state()->taken = '';
	$wpdb->update( Tables\name( 'keys' ), array( 'comment_id' => $comment_id ), array( 'key_hash' => hash_of( $post_id, $key ) ), array( '%d' ), array( '%s' ) );
}

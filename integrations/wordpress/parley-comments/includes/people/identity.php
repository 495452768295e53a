<?php
/**
 * Who somebody is, for one vote a person: a user, or a guest by network address and browser. Kept only as a keyed hash.
 *
 * @package Parley
 */

namespace Parley\Identity;

defined( 'ABSPATH' ) || exit;

/**
 * A keyed hash that nobody without the site's salts can make or reverse by trying.
 *
 * @param string $purpose What it is for; the same text hashed for another purpose differs.
 * @param string $text    What is hashed.
 * @return string 64 hexadecimal digits.
 */
function seal( string $purpose, string $text ): string {
	return hash_hmac( 'sha256', "parley|$purpose|$text", wp_salt( 'auth' ) );
}

/**
 * The asker's network address.
 *
 * @return string
 */
function address(): string {
	$address = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
	/**
	 * Filters the asker's network address, for a site behind a proxy that tells it in a header.
	 *
	 * @param string $address The address that the connection came from.
	 */
	return (string) apply_filters( 'parley_remote_address', $address );
}

/**
 * The network that an address stands for: itself, or for IPv6 its first 64 bits, within which one household moves freely.
 *
 * @param string $address IPv4 or IPv6.
 * @return string
 */
function network( string $address ): string {
	$bytes = filter_var( $address, FILTER_VALIDATE_IP ) ? inet_pton( $address ) : false;
	return is_string( $bytes ) && 16 === strlen( $bytes ) ? bin2hex( substr( $bytes, 0, 8 ) ) : $address;
}

/**
 * The asker.
 *
 * @return string 64 hexadecimal digits.
 */
function asker(): string {
	$agent = isset( $_SERVER['HTTP_USER_AGENT'] ) ? sanitize_text_field( wp_unslash( $_SERVER['HTTP_USER_AGENT'] ) ) : '';
	return person( get_current_user_id(), address(), $agent );
}

/**
 * The author of a comment, so far as WordPress kept who that was.
 *
 * @param \WP_Comment $comment The comment.
 * @return string 64 hexadecimal digits, the same as `asker()` gives for that person.
 */
function author( \WP_Comment $comment ): string {
	return person( (int) $comment->user_id, $comment->comment_author_IP, sanitize_text_field( $comment->comment_agent ) );
}

/**
 * One person.
 *
 * @param int    $user_id 0 for a guest.
 * @param string $address Network address.
 * @param string $agent   User agent.
 * @return string
 */
function person( int $user_id, string $address, string $agent ): string {
	// WordPress keeps no more than 254 characters of a user agent.
	return seal( 'person', $user_id > 0 ? "user:$user_id" : 'guest:' . network( $address ) . "\n" . substr( $agent, 0, 254 ) );
}

<?php
/**
 * Who somebody is: a user, or a guest by network address and browser; and as whom they are counted. Kept only as keyed
 * hashes.
 *
 * @package Parley
 */

namespace Parley\Identity;

use Parley\ReaderComments;
use Parley\Staff;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

add_filter( 'preprocess_comment', __NAMESPACE__ . '\\store_address', 0 );

/**
 * A keyed hash that nobody without the site's salts can make or reverse by trying.
 *
 * @param string $purpose What it is for; the same text hashed for another purpose differs.
 * @param string $text    What is hashed.
 * @return string 64 hexadecimal digits.
 */
function keyed_hash( string $purpose, string $text ): string {
	return hash_hmac( 'sha256', "parley|$purpose|$text", wp_salt( 'auth' ) );
}

/**
 * The current visitor's network address.
 *
 * @return string
 */
function address(): string {
	$address = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
	/**
	 * Filters the current visitor's network address, for a site behind a proxy that tells it in a header. What is no single address
	 * is not believed.
	 *
	 * @param string $address The address that the connection came from.
	 */
	$told = plain_address( (string) apply_filters( 'parley_remote_address', $address ) );
	// Anybody could make as many of other texts as they like, and WordPress stores no comment with a long one.
	return filter_var( $told, FILTER_VALIDATE_IP ) ? $told : plain_address( $address );
}

/**
 * The address that a comment came from, so far as WordPress knew it: behind a proxy WordPress notes the proxy's.
 *
 * @param string $noted What WordPress noted for a comment of this request, or empty.
 * @return string The asker's where it is the connection's, else what was noted.
 */
function address_of_comment( string $noted ): string {
	$connected = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
	return '' === $noted || $noted === $connected ? address() : $noted;
}

/**
 * Notes with a new comment where its reader is, for blocks, for spam filters and for who votes for it.
 *
 * @param array $comment What will be written.
 * @return array
 */
function store_address( $comment ) {
	if ( is_array( $comment ) && ReaderComments\is_made_by( $comment ) ) {
		$comment['comment_author_IP'] = address_of_comment( (string) ( $comment['comment_author_IP'] ?? '' ) );
	}
	return $comment;
}

/**
 * An address alone: proxies tell it with a port, in brackets, with a zone, or IPv4 in the form of IPv6, and each of that
 * would make another person of one.
 *
 * @param string $address As it was told.
 * @return string IPv4 or IPv6 as PHP writes it; what is neither stays as it is.
 */
function plain_address( string $address ): string {
	$plain = strtolower( trim( $address ) );
	if ( preg_match( '/^\[([^\]]*)\](:\d*)?$/', $plain, $found ) || preg_match( '/^([\d.]+):\d+$/', $plain, $found ) ) {
		$plain = $found[1];
	}
	$plain = (string) preg_replace( '/%.*$/s', '', $plain );
	$bytes = filter_var( $plain, FILTER_VALIDATE_IP ) ? inet_pton( $plain ) : false;
	if ( ! is_string( $bytes ) ) {
		return $plain;
	}
	// IPv4 as IPv6 writes it (RFC 4291, 2.5.5.2).
	$is_mapped = 16 === strlen( $bytes ) && 0 === strpos( $bytes, str_repeat( "\0", 10 ) . "\xff\xff" );
	return (string) inet_ntop( $is_mapped ? substr( $bytes, 12 ) : $bytes );
}

/**
 * The network that an address stands for: itself, or for IPv6 its first 64 bits, within which one household moves freely.
 *
 * @param string $address IPv4 or IPv6.
 * @return string
 */
function network( string $address ): string {
	$plain = plain_address( $address );
	$bytes = filter_var( $plain, FILTER_VALIDATE_IP ) ? inet_pton( $plain ) : false;
	return is_string( $bytes ) && 16 === strlen( $bytes ) ? bin2hex( substr( $bytes, 0, 8 ) ) : $plain;
}

/**
 * The current visitor as a keyed hash of the user id, or of network and browser.
 *
 * @return string 64 hexadecimal digits.
 */
function current_visitor(): string {
	$agent = isset( $_SERVER['HTTP_USER_AGENT'] ) ? sanitize_text_field( wp_unslash( $_SERVER['HTTP_USER_AGENT'] ) ) : '';
	return visitor_hash( get_current_user_id(), address(), $agent );
}

/**
 * Whether the current visitor is a known reader: signed in with an account that is older than a day, or that may write posts. Other
 * accounts are as quickly made as guests are.
 *
 * @return bool
 */
function is_known_reader(): bool {
	$user = wp_get_current_user();
	$is   = $user->ID > 0 && ( Staff\is_staff( $user->ID ) || (int) strtotime( $user->user_registered . ' UTC' ) <= time() - DAY_IN_SECONDS );
	/**
	 * Filters whether the current visitor is a known reader, whose vote and report count for themselves. The votes of all others of
	 * one network count as one, and so do their reports, which weigh half.
	 *
	 * @param bool     $is   Whether it is so.
	 * @param \WP_User $user The user; id 0 for a guest.
	 */
	return $user->ID > 0 && apply_filters( 'parley_is_known_reader', $is, $user );
}

/**
 * How the current visitor is counted: a known reader as themselves, all others of a network as one.
 *
 * @return string 64 hexadecimal digits.
 */
function counted_visitor(): string {
	return is_known_reader() ? current_visitor() : keyed_hash( 'one of a network', network( address() ) );
}

/**
 * The author of a comment, so far as WordPress kept who that was.
 *
 * @param \WP_Comment $comment The comment.
 * @return string 64 hexadecimal digits, the same as `current_visitor()` gives for that person.
 */
function author( \WP_Comment $comment ): string {
	return visitor_hash( (int) $comment->user_id, $comment->comment_author_IP, sanitize_text_field( $comment->comment_agent ) );
}

/**
 * One person.
 *
 * @param int    $user_id 0 for a guest.
 * @param string $address Network address.
 * @param string $agent   User agent.
 * @return string
 */
function visitor_hash( int $user_id, string $address, string $agent ): string {
	// WordPress keeps no more than 254 characters of a user agent.
	return keyed_hash( 'person', $user_id > 0 ? "user:$user_id" : 'guest:' . network( $address ) . "\n" . Text\cut( $agent, 254 ) );
}

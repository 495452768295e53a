<?php
/**
 * What stands in the headers of answers.
 *
 * @package Parley
 */

namespace Parley\Rest\Headers;

use Parley\Rest;
use Parley\Rest\Field;

use const Parley\VERSION;

defined( 'ABSPATH' ) || exit;

/** WordPress lets a writer go on after so many seconds. */
const FLOOD_SECONDS = 15;

/** `Cache-Control` of an answer that is made for one reader: by account, or for a guest by network and browser. */
const PRIVATE_CACHE = 'private, no-store';

/** `Vary` of an answer that is one for all guests and another for users, whom REST knows by these alone. */
const VARY_USER = 'Authorization, X-WP-Nonce';

/** `Vary` of an answer for one reader, for caches that keep what they are told not to. */
const VARY_READER = 'Cookie, User-Agent, ' . VARY_USER;

add_filter( 'rest_post_dispatch', __NAMESPACE__ . '\\add', 10, 3 );
add_filter( 'rest_exposed_cors_headers', __NAMESPACE__ . '\\expose' );

/**
 * Says that the plugin is there, after what time a refused request may be made again, and what no cache may keep.
 *
 * @param mixed            $response The answer.
 * @param \WP_REST_Server  $server   The server.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same.
 */
function add( $response, $server, $request ) {
	if ( ! $response instanceof \WP_HTTP_Response ) {
		return $response;
	}
	// Whichever route asked for it.
	$is_private = Field\state()->personal;
	if ( Rest\is_for_comments( $request ) ) {
		$response->header( 'X-Parley-Version', VERSION );
		$is_private = $is_private || $response->get_status() >= 400;
		add_retry_after( $response );
	}
	if ( $is_private ) {
		make_private( $response );
	}
	return $response;
}

/**
 * Says after what time a refused request may be made again.
 *
 * @param \WP_HTTP_Response $response The answer.
 */
function add_retry_after( \WP_HTTP_Response $response ) {
	$data = $response->get_data();
	if ( $response->get_status() < 400 || ! is_array( $data ) ) {
		return;
	}
	$wait = $data['data']['retry_after'] ?? ( 'comment_flood' === ( $data['code'] ?? '' ) ? FLOOD_SECONDS : null );
	if ( null !== $wait ) {
		$response->header( 'Retry-After', (string) (int) $wait );
	}
}

/**
 * Keeps an answer out of every cache.
 *
 * @param \WP_HTTP_Response $response The answer.
 */
function make_private( \WP_HTTP_Response $response ) {
	prevent_page_cache();
	$response->header( 'Cache-Control', PRIVATE_CACHE );
	$response->header( 'Vary', VARY_READER );
	// WordPress sets headers of its own for users after this, which until 6.3 let an answer be kept.
	add_filter( 'nocache_headers', __NAMESPACE__ . '\\prevent_storing', PHP_INT_MAX );
}

/**
 * WordPress's headers against caches, with those that its older versions lack.
 *
 * @param string[] $headers Headers.
 * @return string[]
 */
function prevent_storing( $headers ) {
	$headers   = (array) $headers;
	$directive = (string) ( $headers['Cache-Control'] ?? '' );

	$headers['Cache-Control'] = false === strpos( $directive, 'no-store' ) ? ltrim( "$directive, " . PRIVATE_CACHE, ', ' ) : $directive;
	return $headers;
}

/**
 * Tells cache plugins, which look for this rather than for headers, that what this request makes is one reader's.
 */
function prevent_page_cache() {
	if ( ! defined( 'DONOTCACHEPAGE' ) ) {
		define( 'DONOTCACHEPAGE', true ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- Theirs.
	}
}

/**
 * Sets the head of an answer that is sent outside of the REST server, if none is sent yet.
 *
 * @param int $status HTTP status.
 */
function begin_json( int $status ) {
	if ( headers_sent() ) {
		return;
	}
	// Not `http_response_code()`, which does nothing after a whole status line was set.
	status_header( $status );
	header( 'Content-Type: application/json; charset=UTF-8' );
	header( 'Cache-Control: ' . PRIVATE_CACHE );
	prevent_page_cache();
	header( 'X-Parley-Version: ' . VERSION );
}

/**
 * Lets pages on other origins read them.
 *
 * @param string[] $headers Names.
 * @return string[]
 */
function expose( $headers ) {
	return array_merge( $headers, array( 'X-Parley-Version', 'Retry-After', 'X-WP-Nonce', 'Date', 'Age' ) );
}

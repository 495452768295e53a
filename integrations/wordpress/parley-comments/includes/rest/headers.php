<?php
/**
 * What stands in the headers of answers.
 *
 * @package Parley
 */

namespace Parley\Rest\Headers;

use Parley\Rest;

use const Parley\VERSION;

defined( 'ABSPATH' ) || exit;

/** WordPress lets a writer go on after so many seconds. */
const FLOOD_SECONDS = 15;

add_filter( 'rest_post_dispatch', __NAMESPACE__ . '\\add', 10, 3 );
add_filter( 'rest_exposed_cors_headers', __NAMESPACE__ . '\\expose' );

/**
 * Says that the plugin is there, and after what time a refused request may be made again.
 *
 * @param mixed            $response The answer.
 * @param \WP_REST_Server  $server   The server.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same.
 */
function add( $response, $server, $request ) {
	if ( ! $response instanceof \WP_HTTP_Response || ! Rest\is_for_comments( $request ) ) {
		return $response;
	}
	$response->header( 'X-Parley-Version', VERSION );
	$data = $response->get_data();
	if ( $response->get_status() >= 400 && is_array( $data ) ) {
		$wait = $data['data']['retry_after'] ?? ( 'comment_flood' === ( $data['code'] ?? '' ) ? FLOOD_SECONDS : null );
		if ( null !== $wait ) {
			$response->header( 'Retry-After', (string) (int) $wait );
		}
		$response->header( 'Cache-Control', 'private, no-store' );
	}
	return $response;
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
	header( 'Cache-Control: private, no-store' );
	header( 'X-Parley-Version: ' . VERSION );
}

/**
 * Lets pages on other origins read them.
 *
 * @param string[] $headers Names.
 * @return string[]
 */
function expose( $headers ) {
	return array_merge( $headers, array( 'X-Parley-Version', 'Retry-After', 'X-WP-Nonce' ) );
}

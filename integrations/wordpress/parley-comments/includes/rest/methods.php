<?php
/**
 * What WordPress takes for a method: `?_method=POST` and `X-HTTP-Method-Override` make a GET write, and a GET is what any
 * page can make its visitors' browsers send, by an image.
 *
 * @package Parley
 */

namespace Parley\Rest\Methods;

use Parley\Errors;
use Parley\Rest;

defined( 'ABSPATH' ) || exit;

/** What only reads. */
const SAFE = array( 'GET', 'HEAD', 'OPTIONS' );

add_filter( 'rest_request_before_callbacks', __NAMESPACE__ . '\\refuse_overridden', 1, 3 );

/**
 * Refuses a request for comments that was sent as one that reads and would be carried out as one that writes, whoever
 * sends it.
 *
 * @param mixed            $response What others decided.
 * @param array            $handler  The route.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same, or the refusal.
 */
function refuse_overridden( $response, $handler, $request ) {
	$sent = isset( $_SERVER['REQUEST_METHOD'] ) ? strtoupper( sanitize_key( $_SERVER['REQUEST_METHOD'] ) ) : 'GET';
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only whether it is there.
	$is_overridden = isset( $_GET['_method'] ) || isset( $_SERVER['HTTP_X_HTTP_METHOD_OVERRIDE'] );
	// What other code asks of the REST API while a page is made is no request from outside.
	if ( ! $is_overridden || ! in_array( $sent, SAFE, true ) || in_array( $request->get_method(), SAFE, true ) || ! Rest\is_for_comments( $request ) ) {
		return $response;
	}
	return Errors\refuse( 'parley_method_refused', __( 'A request by GET cannot write.', 'parley-comments' ), 405 );
}

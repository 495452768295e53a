<?php
/**
 * The permalinks that Parley is told: the article's address and a hash, whatever page of comments WordPress would put the
 * comment on. The element finds it anywhere; and to find out the page costs WordPress a query over the whole discussion
 * for each comment.
 *
 * @package Parley
 */

namespace Parley\Rest\Permalinks;

defined( 'ABSPATH' ) || exit;

/** With this WordPress takes comments for undivided. */
const OPTION = 'pre_option_page_comments';

add_filter( 'rest_request_before_callbacks', __NAMESPACE__ . '\\begin', 10, 3 );
add_filter( 'rest_request_after_callbacks', __NAMESPACE__ . '\\end', 10, 3 );

/**
 * Begins it for a request of Parley's.
 *
 * @param mixed            $response What others decided.
 * @param array            $handler  The route.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same.
 */
function begin( $response, $handler, $request ) {
	if ( is_ours( $request ) ) {
		add_filter( OPTION, '__return_empty_string' );
	}
	return $response;
}

/**
 * Ends it.
 *
 * @param mixed            $response The answer.
 * @param array            $handler  The route.
 * @param \WP_REST_Request $request  The request.
 * @return mixed The same.
 */
function end( $response, $handler, $request ) {
	if ( is_ours( $request ) ) {
		remove_filter( OPTION, '__return_empty_string' );
	}
	return $response;
}

/**
 * Whether who asks for comments asks for the plugin's field too.
 *
 * @param \WP_REST_Request $request The request.
 * @return bool
 */
function is_ours( $request ): bool {
	return 0 === strpos( $request->get_route(), '/wp/v2/comments' ) && in_array( 'parley', wp_parse_list( $request['_fields'] ?? '' ), true );
}

<?php
/**
 * Routes that only read: counts, settings, the policy, and what one reader did.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Audience;
use Parley\Errors;
use Parley\Identity;
use Parley\Item;
use Parley\Page;
use Parley\Policy;
use Parley\Posts;
use Parley\Staff;
use Parley\Votes;

defined( 'ABSPATH' ) || exit;

/** Of a user's own comments that wait, at most so many are told. */
const MOST_HELD = 100;

/** Counts of so many posts in one answer. */
const MOST_COUNTS = 100;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_reading' );

/**
 * Registers them.
 */
function register_reading() {
	$readable = array(
		'methods'             => 'GET',
		'permission_callback' => '__return_true',
	);
	$of_post  = array( 'post' => id_argument() );
	register_rest_route(
		BASE,
		'/counts',
		$readable + array(
			'callback' => __NAMESPACE__ . '\\counts',
			'args'     => array(
				'posts' => array(
					'type'     => 'array',
					'items'    => array(
						'type'    => 'integer',
						'minimum' => 1,
					),
					'minItems' => 1,
					'maxItems' => MOST_COUNTS,
					'required' => true,
				),
			),
		)
	);
	register_rest_route( BASE, '/policy', $readable + array( 'callback' => __NAMESPACE__ . '\\policy' ) );
	register_rest_route(
		BASE,
		'/settings',
		$readable + array(
			'callback' => __NAMESPACE__ . '\\settings',
			'args'     => $of_post,
		)
	);
	register_rest_route(
		BASE,
		'/viewer',
		$readable + array(
			'callback' => __NAMESPACE__ . '\\viewer',
			'args'     => $of_post,
		)
	);
}

/**
 * GET counts: published comments of many posts, and those of them where nobody may comment. Those that the current visitor may not
 * read are left out.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response
 */
function counts( $request ): \WP_REST_Response {
	$posts  = array_filter( array_map( 'Parley\\Posts\\readable', array_unique( $request['posts'] ) ) );
	$shared = ! is_user_logged_in() && count( $posts ) === count( array_filter( $posts, 'Parley\\Posts\\is_public' ) );
	$ids    = array_column( $posts, 'ID' );
	$closed = array_filter(
		$ids,
		function ( $id ) {
			return ! comments_open( $id );
		}
	);
	$answer = array(
		'counts' => (object) Posts\counts( $ids ),
		'closed' => array_values( $closed ),
	);
	return cacheable( $answer, 10, $shared );
}

/**
 * GET policy: the policy alone.
 *
 * @return \WP_REST_Response
 */
function policy(): \WP_REST_Response {
	return cacheable( (object) Policy\current(), MINUTE_IN_SECONDS, true );
}

/**
 * GET settings: what the publisher has set, and how a post stands.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function settings( $request ) {
	$post = Posts\readable( $request['post'] );
	if ( null === $post ) {
		return Errors\post_not_found();
	}
	return cacheable( Page\settings( $post ), MINUTE_IN_SECONDS, ! is_user_logged_in() && Posts\is_public( $post ) );
}

/**
 * GET viewer: what of a post is one reader's own.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function viewer( $request ) {
	$post = Posts\readable( $request['post'] );
	if ( null === $post ) {
		return Errors\post_not_found();
	}
	return personal( array( 'viewer' => Staff\viewer() ) + own( $post ) );
}

/**
 * What of a post is the current visitor's own.
 *
 * @param \WP_Post $post The post.
 * @return array `voted`, ids of comments; `held`, a user's own comments that wait.
 */
function own( \WP_Post $post ): array {
	$held = is_user_logged_in() ? get_comments(
		array(
			'post_id' => $post->ID,
			'user_id' => get_current_user_id(),
			'status'  => 'hold',
			'type'    => 'comment',
			// Of very many the newest: those are what a reader looks for.
			'orderby' => 'comment_date_gmt',
			'order'   => 'DESC',
			'number'  => MOST_HELD,
		)
	) : array();
	return array(
		'voted' => Audience\is_for_everyone() ? array() : Votes\in_post( $post->ID, Identity\current_visitor() ),
		'held'  => Item\list_of( array_reverse( $held ) ),
	);
}

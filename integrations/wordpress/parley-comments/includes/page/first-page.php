<?php
/**
 * The first page of a discussion, carried by the article's page, so that reading needs no request.
 *
 * @package Parley
 */

namespace Parley\Page;

use Parley\Audience;
use Parley\Changes;
use Parley\Item;
use Parley\Policy;
use Parley\Posts;
use Parley\Rest;
use Parley\Settings;
use Parley\Staff;

use const Parley\VERSION;

defined( 'ABSPATH' ) || exit;

/** WordPress gives no more in one list. */
const MOST_A_LIST = 100;

/** Levels of replies that are carried along; deeper ones are asked for. */
const MOST_LEVELS = 5;

/**
 * Roots a page: as many as WordPress shows on one, or 50.
 *
 * @return int 1 to 100.
 */
function page_size(): int {
	$size = get_option( 'page_comments' ) ? (int) get_option( 'comments_per_page' ) : 50;
	return max( 1, min( MOST_A_LIST, $size ) );
}

/**
 * How deep replies are indented: as deep as WordPress nests them.
 *
 * @return int 0 to 10.
 */
function max_depth(): int {
	return get_option( 'thread_comments' ) ? max( 0, min( 10, (int) get_option( 'thread_comments_depth' ) - 1 ) ) : 0;
}

/**
 * What the publisher has set, and how a post stands; `GET parley/v1/settings`.
 *
 * @param \WP_Post $post The post.
 * @return array
 */
function settings( \WP_Post $post ): array {
	$settings = Settings\all();
	$field    = get_option( 'require_name_email' ) ? 'required' : 'optional';
	return array(
		'version'         => VERSION,
		'post'            => $post->ID,
		'policy'          => Policy\current(),
		'acknowledgement' => Policy\is_required(),
		'form_position'   => Settings\form_position(),
		'sort'            => Settings\sort(),
		'theme'           => $settings['theme'],
		'variant'         => $settings['variant'],
		'live'            => $settings['live'] ? 'poll' : 'off',
		'edit_window'     => Settings\edit_window(),
		'nudge_words'     => $settings['nudge_words'],
		'posting'         => Posts\posting(),
		'guest_fields'    => array(
			'name'  => $field,
			'email' => $field,
			'url'   => 'optional',
		),
		'body_length'     => wp_get_comment_fields_max_lengths()['comment_content'],
		'closed'          => ! comments_open( $post->ID ),
		'sorts'           => Settings\CHOICES['sort'],
		'page_size'       => page_size(),
		'max_depth'       => max_depth(),
		'viewer'          => Staff\viewer(),
		'login_url'       => wp_login_url( get_permalink( $post ) ),
		'nonce_url'       => admin_url( 'admin-ajax.php?action=rest-nonce' ),
		'form_url'        => site_url( 'wp-comments-post.php' ),
		'feed_url'        => feed_url( $post ),
	);
}

/**
 * Where the comments of a post can be followed, or null where the site shows no feeds of comments.
 *
 * @param \WP_Post $post The post.
 * @return string|null
 */
function feed_url( \WP_Post $post ): ?string {
	/** This filter is WordPress's own: wp-includes/general-template.php. */
	$shown = apply_filters( 'feed_links_show_comments_feed', true ); // phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals
	$url   = $shown && '' === $post->post_password ? get_post_comments_feed_link( $post->ID ) : '';
	return '' === $url ? null : $url;
}

/**
 * The first page. For a guest it is the same as for every other guest, for a cache may keep the page that carries it.
 *
 * @param \WP_Post $post The post.
 * @return array|null Null where the REST API refuses to list the comments.
 */
function first_page( \WP_Post $post ): ?array {
	// Asked for before the lists: what changes meanwhile comes again.
	$cursor = (string) Changes\cursor();
	$lists  = function () use ( $post ) {
		return lists( $post );
	};
	$lists  = is_user_logged_in() ? $lists() : Audience\run_for_everyone( $lists );
	if ( array() === $lists ) {
		return null;
	}
	$page = array(
		'format'       => 1,
		'post'         => $post->ID,
		'generated_at' => gmdate( 'Y-m-d\TH:i:s.000\Z' ),
		'sort'         => Settings\sort(),
		'page_size'    => page_size(),
		'total'        => Posts\counts( array( $post->ID ) )[ $post->ID ],
		'lists'        => $lists,
		'cursor'       => $cursor,
		'settings'     => settings( $post ),
		'nonce'        => is_user_logged_in() ? wp_create_nonce( 'wp_rest' ) : null,
	);
	return $page + ( is_user_logged_in() ? Rest\own( $post ) : array(
		'voted' => array(),
		'held'  => array(),
	) );
}

/**
 * What the lists of WordPress's REST route say, in the order in which a client would ask for them: roots, the replies to
 * those, the replies to those.
 *
 * @param \WP_Post $post The post.
 * @return array[] None where the REST API refuses.
 */
function lists( \WP_Post $post ): array {
	$orders = array(
		'newest' => array( 'date_gmt', 'desc' ),
		'oldest' => array( 'date_gmt', 'asc' ),
		'top'    => array( 'parley_votes', 'desc' ),
	);
	$order  = $orders[ Settings\sort() ];
	$list   = rest_list( $post, array( 0 ), $order[0], $order[1], page_size() );
	$lists  = array();
	while ( null !== $list && ( array() !== $list['comments'] || array() === $lists ) ) {
		$lists[] = $list;
		$ids     = array_column( $list['comments'], 'id' );
		$list    = array() === $ids || count( $lists ) > MOST_LEVELS ? null : rest_list( $post, $ids, 'date_gmt', 'asc', MOST_A_LIST );
	}
	return $lists;
}

/**
 * One list.
 *
 * @param \WP_Post $post     The post.
 * @param int[]    $parents  Whose replies; 0 for roots.
 * @param string   $orderby  By what.
 * @param string   $order    `asc` or `desc`.
 * @param int      $per_page How many at most.
 * @return array|null Null where the REST API refuses.
 */
function rest_list( \WP_Post $post, array $parents, string $orderby, string $order, int $per_page ): ?array {
	$request = new \WP_REST_Request( 'GET', '/wp/v2/comments' );
	$request->set_query_params(
		array(
			'post'     => array( $post->ID ),
			'parent'   => $parents,
			'orderby'  => $orderby,
			'order'    => $order,
			'per_page' => $per_page,
			'password' => $post->post_password,
			'_fields'  => Item\FIELDS,
		)
	);
	$response = rest_do_request( $request );
	if ( $response->is_error() ) {
		return null;
	}
	$headers = $response->get_headers();
	return array(
		'parents'     => $parents,
		'page'        => 1,
		'total'       => (int) ( $headers['X-WP-Total'] ?? 0 ),
		'total_pages' => (int) ( $headers['X-WP-TotalPages'] ?? 0 ),
		'comments'    => $response->get_data(),
	);
}

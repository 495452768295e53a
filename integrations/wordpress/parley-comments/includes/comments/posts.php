<?php
/**
 * Which posts an asker may read, and how many comments they have.
 *
 * @package Parley
 */

namespace Parley\Posts;

use Parley\ReaderComments;

defined( 'ABSPATH' ) || exit;

/**
 * A post that the current visitor may read: public, or open to that user; its password given on the page, of which WordPress keeps a
 * cookie, where it has one.
 *
 * @param int $post_id The post.
 * @return \WP_Post|null
 */
function readable( int $post_id ): ?\WP_Post {
	$post = $post_id > 0 ? get_post( $post_id ) : null;
	if ( ! $post instanceof \WP_Post || ! ( is_post_publicly_viewable( $post ) || current_user_can( 'read_post', $post->ID ) ) ) {
		return null;
	}
	return ! post_password_required( $post ) || current_user_can( 'edit_post', $post->ID ) ? $post : null;
}

/**
 * Whether everyone may read a post, so that what is said of it may be kept in a cache.
 *
 * @param \WP_Post $post The post.
 * @return bool
 */
function is_public( \WP_Post $post ): bool {
	return '' === $post->post_password && is_post_publicly_viewable( $post );
}

/**
 * Published comments of posts; pingbacks, notes and reviews are none.
 *
 * @param int[] $post_ids The posts.
 * @return array Post id => number, for each of them.
 */
function counts( array $post_ids ): array {
	global $wpdb;
	$counts = array_fill_keys( $post_ids, 0 );
	if ( array() === $counts ) {
		return array();
	}
	$places = implode( ',', array_fill( 0, count( $post_ids ), '%d' ) );
	$types  = ReaderComments\TYPES_SQL;
	// phpcs:ignore WordPress.DB.PreparedSQLPlaceholders.UnfinishedPrepare
	$rows = $wpdb->get_results( $wpdb->prepare( "SELECT comment_post_ID AS post, COUNT(*) AS comments FROM {$wpdb->comments} WHERE comment_post_ID IN ($places) AND comment_approved = '1' AND comment_type IN $types GROUP BY comment_post_ID", $post_ids ) );
	foreach ( $rows as $row ) {
		$counts[ (int) $row->post ] = (int) $row->comments;
	}
	return $counts;
}

/**
 * Who may comment, and by which way.
 *
 * @return string `guest` (by REST), `form` (guests by WordPress's form alone) or `signed-in`.
 */
function posting(): string {
	if ( get_option( 'comment_registration' ) ) {
		return 'signed-in';
	}
	$request = new \WP_REST_Request( 'POST', '/wp/v2/comments' );
	/** This filter is documented in wp-includes/rest-api/endpoints/class-wp-rest-comments-controller.php */
	return apply_filters( 'rest_allow_anonymous_comments', false, $request ) ? 'guest' : 'form';
}

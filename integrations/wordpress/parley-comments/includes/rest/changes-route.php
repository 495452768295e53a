<?php
/**
 * GET changes: what happened to a post's comments. The same for everyone, so one cache serves all readers.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Changes;
use Parley\Item;
use Parley\Posts;

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_changes' );

/**
 * Registers it.
 */
function register_changes() {
	register_rest_route(
		BASE,
		'/changes',
		array(
			'methods'             => 'GET',
			'callback'            => __NAMESPACE__ . '\\changes',
			'permission_callback' => '__return_true',
			'args'                => array(
				'post'  => id_argument(),
				'since' => array(
					'type'    => 'string',
					'pattern' => '^[0-9]{1,18}$',
				),
			),
		)
	);
}

/**
 * The answer.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function changes( $request ) {
	$since = isset( $request['since'] ) ? (int) $request['since'] : null;
	return shared_answer(
		$request['post'],
		function ( $post ) use ( $since ) {
			$is_reset = null !== $since && ! Changes\is_kept( $since );
			$total    = Posts\counts( array( $post->ID ) )[ $post->ID ];
			$news     = null === $since || $is_reset ? array(
				'kinds'  => array(),
				'cursor' => Changes\cursor(),
				'more'   => false,
			) : Changes\since( $post->ID, $since );
			return array(
				'cursor'  => (string) $news['cursor'],
				'changes' => described( $news['kinds'], $post ),
				'more'    => $news['more'],
				'reset'   => $is_reset,
				'total'   => $total,
			);
		},
		10
	);
}

/**
 * Changes with the comments as they are now.
 *
 * @param array    $kinds Comment id => `insert`, `edit` or `hide`.
 * @param \WP_Post $post  The post.
 * @return array[]
 */
function described( array $kinds, \WP_Post $post ): array {
	$comments = array();
	if ( array() !== $kinds ) {
		foreach (
			get_comments(
				array(
					'comment__in' => array_keys( $kinds ),
					'post_id'     => $post->ID,
					'status'      => 'approve',
					'type'        => 'comment',
				)
			) as $comment
		) {
			$comments[ (int) $comment->comment_ID ] = $comment;
		}
	}
	$changes = array();
	foreach ( $kinds as $id => $kind ) {
		// What has been hidden since is hidden, whatever was written down of it before.
		$comment   = $comments[ $id ] ?? null;
		$changes[] = null === $comment ? array(
			'type' => 'hide',
			'id'   => $id,
		) : array(
			'type'    => 'hide' === $kind ? 'insert' : $kind,
			'id'      => $id,
			'comment' => Item\of( $comment ),
		);
	}
	return $changes;
}

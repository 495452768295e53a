<?php
/**
 * What the routes share.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Audience;
use Parley\Blocks;
use Parley\Errors;
use Parley\Origins;
use Parley\Posts;
use Parley\ReaderComments;

defined( 'ABSPATH' ) || exit;

/** Where the plugin's routes are. */
const BASE = 'parley/v1';

/**
 * Whether a request is for comments: a route of the plugin's, or WordPress's own, whose letters' case WordPress does not
 * mind.
 *
 * @param \WP_REST_Request $request The request.
 * @return bool
 */
function is_for_comments( $request ): bool {
	return 1 === preg_match( '#^/(wp/v2/comments|parley/v1)(/|$)#i', $request->get_route() );
}

/**
 * An argument that is one id.
 *
 * @return array
 */
function id_argument(): array {
	return array(
		'type'     => 'integer',
		'minimum'  => 1,
		'required' => true,
	);
}

/**
 * An answer that caches may keep for everyone. One that is made for a user, or for who knows a password, they may not.
 *
 * @param mixed $data      The answer.
 * @param int   $seconds   For how long.
 * @param bool  $is_shared Whether it is the same for everyone.
 * @return \WP_REST_Response
 */
function cacheable( $data, int $seconds, bool $is_shared ): \WP_REST_Response {
	$response = new \WP_REST_Response( $data );
	if ( $is_shared ) {
		$response->header( 'Cache-Control', "public, max-age=$seconds" );
		$response->header( 'Vary', Headers\VARY_USER );
	} else {
		Headers\make_private( $response );
	}
	return $response;
}

/**
 * An answer that no cache may keep.
 *
 * @param mixed $data The answer.
 * @return \WP_REST_Response
 */
function personal( $data ): \WP_REST_Response {
	return cacheable( $data, 0, false );
}

/**
 * Refuses who may not write at all: a reader of an unknown page, or somebody who is blocked.
 *
 * @return true|\WP_Error
 */
function may_write() {
	return Origins\refusal() ?? Blocks\refusal() ?? true;
}

/**
 * A comment of a post that the current visitor may read.
 *
 * @param int $id Its id.
 * @return \WP_Comment|null
 */
function find_comment( int $id ): ?\WP_Comment {
	$comment = get_comment( $id );
	if ( ! $comment instanceof \WP_Comment || ! ReaderComments\is_one( $comment ) ) {
		return null;
	}
	return null === Posts\readable( (int) $comment->comment_post_ID ) ? null : $comment;
}

/**
 * The answer for a post that the current visitor may read, made for everyone alike where everyone may.
 *
 * @param int      $post_id The post.
 * @param callable $make    Takes the post, gives the answer.
 * @param int      $seconds For how long it may be kept.
 * @return \WP_REST_Response|\WP_Error
 */
function shared_answer( int $post_id, callable $make, int $seconds ) {
	$post = Posts\readable( $post_id );
	if ( null === $post ) {
		return Errors\post_not_found();
	}
	$data = Audience\run_for_everyone(
		function () use ( $make, $post ) {
			return $make( $post );
		}
	);
	return cacheable( $data, $seconds, Posts\is_public( $post ) );
}

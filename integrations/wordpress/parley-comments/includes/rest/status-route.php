<?php
/**
 * POST comments/status: what became of comments, for whoever wrote them.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Audience;
use Parley\Item;
use Parley\Keys;
use Parley\Tokens;

defined( 'ABSPATH' ) || exit;

/** The most comments per request. */
const MAX_STATUSES = 50;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_status' );

/**
 * Registers it. It only reads, but what it is asked with does not belong in an address.
 */
function register_status() {
	register_rest_route(
		BASE,
		'/comments/status',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\\statuses',
			'permission_callback' => '__return_true',
			'args'                => array(
				'comments' => array(
					'type'     => 'array',
					'required' => true,
					'minItems' => 1,
					'maxItems' => MAX_STATUSES,
					'items'    => array(
						'type'       => 'object',
						'properties' => array(
							'id'    => array( 'type' => 'integer' ),
							'post'  => array( 'type' => 'integer' ),
							'token' => array( 'type' => 'string' ),
							'key'   => array( 'type' => 'string' ),
							'hash'  => array( 'type' => 'string' ),
						),
					),
				),
			),
		)
	);
}

/**
 * The answer, in the order of the questions.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response
 */
function statuses( $request ): \WP_REST_Response {
	return personal( array( 'comments' => array_map( __NAMESPACE__ . '\\status_of', array_values( $request['comments'] ) ) ) );
}

/**
 * What became of one comment.
 *
 * @param array $asked `id` with `token` or `hash`, or `post` with `key`.
 * @return array As `result_of()`, but for a `hash`, which stands in an address and in logs, without the comment; `unknown`
 *               where nothing proves that it is the current visitor's.
 */
function status_of( array $asked ): array {
	$unknown = array(
		'id'      => null,
		'status'  => 'unknown',
		'comment' => null,
	);
	$id      = (int) ( $asked['id'] ?? 0 );
	$by_key  = false;
	$key     = Keys\valid( $asked['key'] ?? null );
	if ( null !== $key ) {
		$id     = (int) Keys\find( (int) ( $asked['post'] ?? 0 ), $key );
		$by_key = $id > 0;
	}
	if ( $id <= 0 ) {
		return $unknown;
	}
	$comment = get_comment( $id );
	if ( ! $comment instanceof \WP_Comment ) {
		// The token is made of the id alone, so it proves its bearer after the comment is gone.
		$proof = $by_key || Tokens\verify( new \WP_Comment( (object) array( 'comment_ID' => $id ) ), $asked['token'] ?? null );
		return $proof ? array(
			'id'     => $id,
			'status' => 'gone',
		) + $unknown : $unknown;
	}
	if ( $by_key || Tokens\verify( $comment, $asked['token'] ?? null ) ) {
		Audience\mark_proven_author( $id );
		return result_of( $comment, $by_key );
	}
	return Tokens\verify_moderation_hash( $comment, $asked['hash'] ?? null ) ? array(
		'id'     => $id,
		'status' => status_name( $comment ),
	) + $unknown : $unknown;
}

/**
 * What became of a comment.
 *
 * @param \WP_Comment|null $comment  The comment; null for one that is gone.
 * @param bool             $is_first Whether its author learns of it now, and has no token yet.
 * @return array `id`, `status` (`approved`, `hold`, `rejected` or `gone`), `comment`, and a `token` where the comment itself,
 *               which would hold it, is not told.
 */
function result_of( ?\WP_Comment $comment, bool $is_first = false ): array {
	if ( null === $comment ) {
		return array(
			'id'      => null,
			'status'  => 'gone',
			'comment' => null,
		);
	}
	$status = status_name( $comment );
	$fate   = array(
		'id'      => (int) $comment->comment_ID,
		'status'  => $status,
		'comment' => 'rejected' === $status ? null : Item\of( $comment ),
	);
	if ( 'rejected' === $status && $is_first ) {
		$fate['token'] = Tokens\of( $comment );
	}
	return $fate;
}

/**
 * A comment's status as it is told to its author, who need not know whether it is spam or in the trash.
 *
 * @param \WP_Comment $comment The comment.
 * @return string `approved`, `hold` or `rejected`.
 */
function status_name( \WP_Comment $comment ): string {
	$statuses = array(
		'0' => 'hold',
		'1' => 'approved',
	);
	return $statuses[ $comment->comment_approved ] ?? 'rejected';
}

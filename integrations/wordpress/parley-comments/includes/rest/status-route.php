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

/** So many comments in one question. */
const MOST_STATUSES = 50;

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
					'maxItems' => MOST_STATUSES,
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
 * @return array `id`, `status` and `comment`.
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
		$proof = $by_key || Tokens\fits( new \WP_Comment( (object) array( 'comment_ID' => $id ) ), $asked['token'] ?? null );
		return $proof ? array(
			'id'     => $id,
			'status' => 'gone',
		) + $unknown : $unknown;
	}
	$is_maker = $by_key || Tokens\fits( $comment, $asked['token'] ?? null );
	if ( ! $is_maker && ! Tokens\fits_moderation_hash( $comment, $asked['hash'] ?? null ) ) {
		return $unknown;
	}
	if ( $is_maker ) {
		Audience\note_maker( $id );
	}
	$statuses = array(
		'0' => 'hold',
		'1' => 'approved',
	);
	$status   = $statuses[ $comment->comment_approved ] ?? 'rejected';
	return array(
		'id'      => $id,
		'status'  => $status,
		'comment' => 'rejected' === $status ? null : Item\of( $comment ),
	);
}

<?php
/**
 * Routes by which any reader may answer a comment without writing one: vote and report.
 *
 * @package Parley
 */

namespace Parley\Rest;

use Parley\Errors;
use Parley\Identity;
use Parley\Item;
use Parley\Reports;
use Parley\Rights;
use Parley\Votes;

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_reader' );

/**
 * Registers them.
 */
function register_reader() {
	$writable = array(
		'methods'             => 'POST',
		'permission_callback' => __NAMESPACE__ . '\\may_write',
	);
	register_rest_route(
		BASE,
		'/comments/(?P<id>\d+)/vote',
		$writable + array(
			'callback' => __NAMESPACE__ . '\\vote',
			'args'     => array(
				'id' => id_argument(),
				'up' => array(
					'type'     => 'boolean',
					'required' => true,
				),
			),
		)
	);
	register_rest_route(
		BASE,
		'/comments/(?P<id>\d+)/report',
		$writable + array(
			'callback' => __NAMESPACE__ . '\\report',
			'args'     => array(
				'id'   => id_argument(),
				'rule' => array(
					'type'      => 'string',
					'maxLength' => 64,
					'default'   => '',
				),
				'text' => array(
					'type'      => 'string',
					'maxLength' => 2000,
					'default'   => '',
				),
			),
		)
	);
}

/**
 * POST comments/ID/vote.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function vote( $request ) {
	$comment = find_commentable( $request['id'] );
	if ( is_wp_error( $comment ) ) {
		return $comment;
	}
	$voter = Identity\current_visitor();
	$wait  = Votes\seconds_to_wait( $voter );
	if ( $wait > 0 ) {
		return Errors\rate_limited( $wait );
	}
	Votes\set( (int) $comment->comment_ID, $voter, $request['up'] );
	return personal( Item\of( get_comment( $comment->comment_ID ) ) );
}

/**
 * POST comments/ID/report.
 *
 * @param \WP_REST_Request $request The request.
 * @return \WP_REST_Response|\WP_Error
 */
function report( $request ) {
	$comment = find_commentable( $request['id'] );
	if ( is_wp_error( $comment ) ) {
		return $comment;
	}
	$reporter = Identity\current_visitor();
	$wait     = Reports\seconds_to_wait( $reporter );
	if ( $wait > 0 ) {
		return Errors\rate_limited( $wait );
	}
	Reports\add( $comment, $reporter, sanitize_text_field( $request['rule'] ), sanitize_textarea_field( $request['text'] ) );
	return personal( Item\of( get_comment( $comment->comment_ID ) ) );
}

/**
 * A published comment of somebody else.
 *
 * @param int $id Its id.
 * @return \WP_Comment|\WP_Error
 */
function find_commentable( int $id ) {
	$comment = find_comment( $id );
	if ( null === $comment || ! Rights\is_published( $comment ) ) {
		return Errors\comment_not_found();
	}
	if ( Rights\seems_own( $comment ) ) {
		return Errors\refuse( 'parley_own_comment', __( 'This comment is your own.', 'parley-comments' ), 403 );
	}
	return $comment;
}

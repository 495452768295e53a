<?php
/**
 * The field `parley` of every comment in WordPress's own REST route.
 *
 * @package Parley
 */

namespace Parley\Rest\Field;

use Parley\Audience;
use Parley\Edited;
use Parley\Identity;
use Parley\Policy;
use Parley\ReaderComments;
use Parley\Replies;
use Parley\Reports;
use Parley\Rights;
use Parley\Staff;
use Parley\Tokens;
use Parley\Votes;

defined( 'ABSPATH' ) || exit;

add_action( 'rest_api_init', __NAMESPACE__ . '\\register' );
add_filter( 'rest_comment_collection_params', __NAMESPACE__ . '\\add_vote_order' );
add_filter( 'rest_comment_query', __NAMESPACE__ . '\\order' );
add_filter( 'the_comments', __NAMESPACE__ . '\\prime' );

/**
 * Registers it.
 */
function register() {
	register_rest_field(
		'comment',
		'parley',
		array(
			'get_callback' => __NAMESPACE__ . '\\value',
			'schema'       => array(
				'description' => __( 'What Parley keeps of the comment.', 'parley-comments' ),
				'type'        => array( 'object', 'null' ),
				'context'     => array( 'view', 'edit', 'embed' ),
				'readonly'    => true,
			),
		)
	);
}

/**
 * The state of this request.
 *
 * @return object `personal` (bool): whether a value was made for one reader, so that no cache may keep the answer.
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array( 'personal' => false );
	}
	return $state;
}

/**
 * Its value. Where comments are embedded in the answer of another route it is the same for everyone: that route's answer
 * may be kept by caches, and its headers are sent before.
 *
 * @param array                 $prepared The comment as prepared so far.
 * @param string                $name     The field's name.
 * @param \WP_REST_Request|null $request  The request.
 * @return array|null Null if the comment is gone in this moment, or is none of a reader's.
 */
function value( $prepared, $name = '', $request = null ): ?array {
	$id = (int) $prepared['id'];
	if ( null !== $request && 'embed' === $request['context'] ) {
		return Audience\run_for_everyone(
			function () use ( $id ) {
				return value_of( $id );
			}
		);
	}
	// Not `Audience\is_for_everyone()`, which also holds where another site's page asks for what the own pages are told more of.
	state()->personal = state()->personal || ! Audience\state()->everyone;
	return value_of( $id );
}

/**
 * The value for a comment.
 *
 * @param int $id The comment.
 * @return array|null Null if the comment is gone in this moment, or is none of a reader's.
 */
function value_of( int $id ): ?array {
	$comment = get_comment( $id );
	if ( ! $comment instanceof \WP_Comment || ! ReaderComments\is_one( $comment ) ) {
		return null;
	}
	$edited    = Edited\at( $id );
	$moderator = current_user_can( 'edit_comment', $id );
	$maker     = Audience\is_proven_author( $id );
	$value     = array(
		'votes'     => Votes\count_of( $comment ),
		'voted'     => Audience\is_for_everyone() ? null : Votes\is_cast( $id, Identity\current_visitor() ),
		'edited_at' => null === $edited ? null : Rights\iso( $edited ),
		'badge'     => Staff\badge( (int) $comment->user_id ),
		'staff'     => Staff\is_staff( (int) $comment->user_id ),
		'replies'   => Replies\count_of( $id ),
	) + Rights\of( $comment ) + array(
		'policy_version' => $moderator || $maker ? Policy\version_of( $id ) : null,
		'reports'        => $moderator ? Reports\count_of( $id ) : null,
	);
	if ( $maker ) {
		$value['token'] = Tokens\of( $comment );
	}
	return $value;
}

/**
 * Offers the order by votes.
 *
 * @param array $params The list's parameters.
 * @return array
 */
function add_vote_order( $params ) {
	$params['orderby']['enum'][] = 'parley_votes';
	return $params;
}

/**
 * Whether the next result is that of a list of the REST route, about which all that is asked for each comment can be found
 * out at once.
 *
 * @param bool|null $is_due To be remembered.
 * @return bool What was remembered before.
 */
function is_list_query( ?bool $is_due = null ): bool {
	static $kept = false;

	$before = $kept;
	$kept   = $is_due ?? $kept;
	return $before;
}

/**
 * Orders by votes, equal ones by time and then by id, so that pages neither repeat nor skip.
 *
 * @param array $args Arguments of the query.
 * @return array
 */
function order( $args ) {
	is_list_query( true );
	if ( 'comment_parley_votes' === ( $args['orderby'] ?? '' ) ) {
		$order           = 'asc' === ( $args['order'] ?? '' ) ? 'ASC' : 'DESC';
		$args['orderby'] = array(
			'comment_karma'    => $order,
			'comment_date_gmt' => $order,
			'comment_ID'       => $order,
		);
	}
	return $args;
}

/**
 * Finds out about a whole list at once what would else be asked for each comment.
 *
 * @param \WP_Comment[]|int[] $comments A query's result.
 * @return \WP_Comment[]|int[] The same.
 */
function prime( $comments ) {
	if ( ! is_list_query( false ) || ! is_array( $comments ) ) {
		return $comments;
	}
	$ids   = array();
	$users = array();
	foreach ( $comments as $comment ) {
		if ( $comment instanceof \WP_Comment ) {
			$ids[]   = (int) $comment->comment_ID;
			$users[] = (int) $comment->user_id;
		}
	}
	Replies\prime( $ids );
	if ( ! Audience\is_for_everyone() ) {
		Votes\prime( $ids, Identity\current_visitor() );
	}
	cache_users( array_filter( array_unique( $users ) ) );
	return $comments;
}

<?php
/**
 * A comment that is stored is told to its author, also where another plugin then ends the request in its own way, by
 * `wp_die()`, `die()` or a redirect: who takes it for refused sends it again.
 *
 * @package Parley
 */

namespace Parley\Endings;

defined( 'ABSPATH' ) || exit;

/**
 * The state of this request.
 *
 * @return object `id` (int, the comment; 0 for none), `level` (int, the output buffers that stay) and `send` (callable|null).
 */
function state(): object {
	static $state = null;
	if ( null === $state ) {
		$state = (object) array(
			'id'    => 0,
			'level' => 0,
			'send'  => null,
		);
	}
	return $state;
}

/**
 * From here on, however the request ends, its response is the result for a stored comment. Output is buffered.
 *
 * @param int      $id    The comment.
 * @param int      $level How many output buffers are not to be discarded.
 * @param callable $send  Takes the comment and sends the whole answer.
 */
function register_answer( int $id, int $level, callable $send ) {
	state()->id    = $id;
	state()->level = $level;
	state()->send  = $send;
	ob_start();
	// Before WordPress sends what is in the buffers.
	add_action( 'shutdown', __NAMESPACE__ . '\\answer_if_stored', PHP_INT_MIN );
}

/**
 * Cancels the registered response: the request continues normally.
 */
function cancel() {
	state()->id = 0;
}

/**
 * The stored comment, if it is still published or held.
 *
 * @return \WP_Comment|null
 */
function stored_comment(): ?\WP_Comment {
	$comment = state()->id > 0 ? get_comment( state()->id ) : null;
	return $comment instanceof \WP_Comment && in_array( (string) $comment->comment_approved, array( '0', '1' ), true ) ? $comment : null;
}

/**
 * Sends the result if another plugin has ended the request. If that plugin removed the comment, its own output is sent.
 */
function answer_if_stored() {
	if ( null !== stored_comment() ) {
		send_answer();
	}
}

/**
 * Sends the result for the comment, instead of the buffered output.
 */
function send_answer() {
	$comment = get_comment( state()->id );
	$send    = state()->send;
	cancel();
	discard_output( state()->level );
	if ( ! headers_sent() ) {
		header_remove( 'Location' );
	}
	$send( $comment );
}

/**
 * Discards buffered output.
 *
 * @param int $level How many output buffers stay.
 */
function discard_output( int $level ) {
	while ( ob_get_level() > $level ) {
		// One that another plugin made not to be removed.
		if ( ! ob_end_clean() ) {
			return;
		}
	}
}

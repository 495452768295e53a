<?php
/**
 * What a moderator can do beside a comment in WordPress's list.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Blocks;
use Parley\ReaderComments;
use Parley\Reports;

defined( 'ABSPATH' ) || exit;

const DISMISS = 'parley_dismiss_reports';

add_filter( 'comment_row_actions', __NAMESPACE__ . '\\add_row_actions', 10, 2 );
add_action( 'admin_post_' . DISMISS, __NAMESPACE__ . '\\dismiss_reports' );

/**
 * Adds them.
 *
 * @param string[]    $actions Name => link.
 * @param \WP_Comment $comment The comment.
 * @return string[]
 */
function add_row_actions( $actions, $comment ) {
	if ( ! ReaderComments\is_one( $comment ) ) {
		return $actions;
	}
	$id = (int) $comment->comment_ID;
	if ( Reports\count_of( $id ) > 0 && current_user_can( 'edit_comment', $id ) ) {
		$actions['parley_dismiss'] = link_to( act_url( DISMISS, $id ), __( 'Dismiss reports', 'parley-comments' ) );
	}
	if ( current_user_can( 'moderate_comments' ) ) {
		$is_blocked = array() !== Blocks\matching( (int) $comment->user_id, $comment->comment_author_email, $comment->comment_author_IP );

		$actions['parley_block'] = link_to(
			add_query_arg( 'comment', $id, blocks_url() ),
			$is_blocked ? __( 'Change block', 'parley-comments' ) : __( 'Block author', 'parley-comments' )
		);
		if ( $is_blocked ) {
			$actions['parley_unblock'] = link_to( act_url( UNBLOCK_AUTHOR, $id ), __( 'Unblock author', 'parley-comments' ) );
		}
	}
	return $actions;
}

/**
 * A link.
 *
 * @param string $url   Where to.
 * @param string $label What it says.
 * @return string HTML.
 */
function link_to( string $url, string $label ): string {
	return sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html( $label ) );
}

/**
 * The address by which a moderator does something to one thing, once, from here.
 *
 * @param string $action The action.
 * @param int    $id     Of what.
 * @return string
 */
function act_url( string $action, int $id ): string {
	$url = add_query_arg(
		array(
			'action' => $action,
			'id'     => $id,
		),
		admin_url( 'admin-post.php' )
	);
	return add_query_arg( '_wpnonce', wp_create_nonce( $action . '_' . $id ), $url );
}

/**
 * Which thing such an address is about. Ends the request if it was not made here.
 *
 * @param string $action The action.
 * @return int Its id.
 */
function acted_on( string $action ): int {
	$id = isset( $_REQUEST['id'] ) ? absint( $_REQUEST['id'] ) : 0;
	check_admin_referer( $action . '_' . $id );
	return $id;
}

/**
 * Ends a request of somebody who may not.
 *
 * @param bool $may Whether they may.
 */
function require_right( bool $may ) {
	if ( ! $may ) {
		wp_die( esc_html__( 'Sorry, you are not allowed to do this.', 'parley-comments' ), '', array( 'response' => 403 ) );
	}
}

/**
 * Goes back to where the moderator came from.
 *
 * @param string $fallback Where to if that is not known.
 */
function redirect_back( string $fallback ) {
	$referer = wp_get_referer();
	wp_safe_redirect( $referer ? $referer : $fallback );
	exit;
}

/**
 * Closes the reports of a comment.
 */
function dismiss_reports() {
	$id = acted_on( DISMISS );
	require_right( current_user_can( 'edit_comment', $id ) );
	Reports\dismiss( $id );
	redirect_back( admin_url( 'edit-comments.php' ) );
}

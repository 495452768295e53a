<?php
/**
 * Blocking and unblocking, for moderators, from the screens that offer it.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Blocks;
use Parley\ReaderComments;
use Parley\Tables;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

const BLOCK          = 'parley_block';
const UNBLOCK        = 'parley_unblock';
const UNBLOCK_AUTHOR = 'parley_unblock_author';

/** The longest reason of a block, in code points. */
const LONGEST_REASON = 500;

add_action( 'admin_post_' . BLOCK, __NAMESPACE__ . '\\block_author' );
add_action( 'admin_post_' . UNBLOCK, __NAMESPACE__ . '\\unblock' );
add_action( 'admin_post_' . UNBLOCK_AUTHOR, __NAMESPACE__ . '\\unblock_author' );

/**
 * Blocks the author of a comment.
 */
function block_author() {
	$id = acted_on( BLOCK );
	require_right( current_user_can( 'moderate_comments' ) );
	$comment = get_comment( $id );
	if ( $comment instanceof \WP_Comment && ReaderComments\is_one( $comment ) ) {
		// phpcs:disable WordPress.Security.NonceVerification.Missing -- Verified by acted_on().
		$kinds   = isset( $_POST['kinds'] ) ? array_map( 'sanitize_key', array_filter( (array) wp_unslash( $_POST['kinds'] ), 'is_string' ) ) : array();
		$reason  = isset( $_POST['reason'] ) ? sanitize_text_field( wp_unslash( $_POST['reason'] ) ) : '';
		$days    = isset( $_POST['days'] ) ? absint( $_POST['days'] ) : 0;
		$expires = $days > 0 ? Tables\now( min( $days, 3650 ) * DAY_IN_SECONDS ) : null;
		// phpcs:enable
		foreach ( array_intersect_key( values_of( $comment ), array_flip( $kinds ) ) as $kind => $value ) {
			if ( ! Blocks\add( $kind, $value, Text\cut( $reason, LONGEST_REASON ), $expires ) ) {
				wp_die( esc_html__( 'The block could not be stored. Nobody was blocked by it.', 'parley-comments' ), '', array( 'response' => 500, 'back_link' => true ) ); // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound
			}
		}
	}
	wp_safe_redirect( blocks_url() );
	exit;
}

/**
 * Ends one block.
 */
function unblock() {
	$id = acted_on( UNBLOCK );
	require_right( current_user_can( 'moderate_comments' ) );
	Blocks\remove( $id );
	redirect_back( blocks_url() );
}

/**
 * Ends every block that the author of a comment falls under.
 */
function unblock_author() {
	$id = acted_on( UNBLOCK_AUTHOR );
	require_right( current_user_can( 'moderate_comments' ) );
	$comment = get_comment( $id );
	if ( $comment instanceof \WP_Comment ) {
		foreach ( Blocks\matching( (int) $comment->user_id, $comment->comment_author_email, $comment->comment_author_IP ) as $block ) {
			Blocks\remove( (int) $block->id );
		}
	}
	redirect_back( admin_url( 'edit-comments.php' ) );
}

/**
 * What is kept of the author of a comment, for each way to block.
 *
 * @param \WP_Comment $comment The comment.
 * @return string[] Kind => value.
 */
function values_of( \WP_Comment $comment ): array {
	return array_filter(
		array(
			'user'    => (int) $comment->user_id > 0 ? (string) (int) $comment->user_id : '',
			'email'   => Blocks\email_value( $comment->comment_author_email ),
			'network' => '' !== $comment->comment_author_IP ? Blocks\network_value( $comment->comment_author_IP ) : '',
		),
		'strlen'
	);
}

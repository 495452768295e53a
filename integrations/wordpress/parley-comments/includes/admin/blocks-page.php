<?php
/**
 * Comments > Blocked writers: the list, and the form by which the author of a comment is blocked.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Blocks;
use Parley\ReaderComments;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

const BLOCKS_PAGE = 'parley-blocks';

add_action( 'admin_menu', __NAMESPACE__ . '\\add_blocks_page' );

/**
 * Adds the page.
 */
function add_blocks_page() {
	add_comments_page(
		__( 'Blocked writers', 'parley-comments' ),
		__( 'Blocked writers', 'parley-comments' ),
		'moderate_comments',
		BLOCKS_PAGE,
		__NAMESPACE__ . '\\show_blocks_page'
	);
}

/**
 * Its address.
 *
 * @return string
 */
function blocks_url(): string {
	return admin_url( 'edit-comments.php?page=' . BLOCKS_PAGE );
}

/**
 * For how long somebody can be blocked.
 *
 * @return string[] Days (0 for good) => words.
 */
function durations(): array {
	return array(
		1   => __( 'A day', 'parley-comments' ),
		7   => __( 'A week', 'parley-comments' ),
		30  => __( '30 days', 'parley-comments' ),
		365 => __( 'A year', 'parley-comments' ),
		0   => __( 'For good', 'parley-comments' ),
	);
}

/**
 * Shows the page.
 */
function show_blocks_page() {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only chooses what is shown.
	$comment = isset( $_GET['comment'] ) ? get_comment( absint( $_GET['comment'] ) ) : null;
	echo '<div class="wrap"><h1>' . esc_html__( 'Blocked writers', 'parley-comments' ) . '</h1>';
	if ( $comment instanceof \WP_Comment && ReaderComments\is_one( $comment ) ) {
		show_block_form( $comment );
	}
	show_blocks( Blocks\all() );
	echo '</div>';
}

/**
 * Shows the form.
 *
 * @param \WP_Comment $comment Whose author is to be blocked.
 */
function show_block_form( \WP_Comment $comment ) {
	$id = (int) $comment->comment_ID;
	printf( '<form method="post" action="%s">', esc_url( admin_url( 'admin-post.php' ) ) );
	printf( '<input type="hidden" name="action" value="%s"><input type="hidden" name="id" value="%d">', esc_attr( BLOCK ), (int) $id );
	wp_nonce_field( BLOCK . '_' . $id );
	/* translators: %s: name of a comment's author. */
	printf( '<h2>%s</h2>', esc_html( sprintf( __( 'Block %s', 'parley-comments' ), $comment->comment_author ) ) );
	printf( '<blockquote>%s</blockquote>', esc_html( wp_trim_words( Text\without_markup( $comment->comment_content ), 40 ) ) );
	echo '<table class="form-table" role="presentation"><tr><th scope="row">' . esc_html__( 'By', 'parley-comments' ) . '</th><td><fieldset>';
	foreach ( offered_kinds( $comment ) as $kind => $label ) {
		printf(
			'<label><input type="checkbox" name="kinds[]" value="%s" %s> %s</label><br>',
			esc_attr( $kind ),
			checked( 'network' !== $kind, true, false ),
			esc_html( $label )
		);
	}
	echo '</fieldset></td></tr><tr><th scope="row"><label for="parley-reason">' . esc_html__( 'Reason', 'parley-comments' ) . '</label></th><td>';
	printf( '<input type="text" id="parley-reason" name="reason" maxlength="%d" class="regular-text">', (int) LONGEST_REASON );
	echo '<p class="description">' . esc_html__( 'Told to the writer.', 'parley-comments' ) . '</p></td></tr>';
	echo '<tr><th scope="row"><label for="parley-days">' . esc_html__( 'For', 'parley-comments' ) . '</label></th><td><select id="parley-days" name="days">';
	foreach ( durations() as $days => $label ) {
		printf( '<option value="%d" %s>%s</option>', (int) $days, selected( $days, 7, false ), esc_html( $label ) );
	}
	echo '</select></td></tr></table>';
	submit_button( __( 'Block', 'parley-comments' ) );
	echo '</form>';
}

/**
 * By what the author of a comment can be blocked.
 *
 * @param \WP_Comment $comment The comment.
 * @return string[] Kind => words.
 */
function offered_kinds( \WP_Comment $comment ): array {
	$kinds = array();
	$user  = (int) $comment->user_id > 0 ? get_userdata( (int) $comment->user_id ) : false;
	if ( $user ) {
		/* translators: %s: user name. */
		$kinds['user'] = sprintf( __( 'The account %s', 'parley-comments' ), $user->user_login );
	}
	if ( '' !== $comment->comment_author_email ) {
		/* translators: %s: e-mail address. */
		$kinds['email'] = sprintf( __( 'The e-mail address %s', 'parley-comments' ), $comment->comment_author_email );
	}
	if ( '' !== $comment->comment_author_IP ) {
		$kinds['network'] = __( 'The network that the comment came from; others may share it', 'parley-comments' );
	}
	return $kinds;
}

/**
 * Shows the list.
 *
 * @param object[] $blocks Rows.
 */
function show_blocks( array $blocks ) {
	if ( array() === $blocks ) {
		echo '<p>' . esc_html__( 'Nobody is blocked.', 'parley-comments' ) . '</p>';
		return;
	}
	$headings = array(
		__( 'Who', 'parley-comments' ),
		__( 'Reason', 'parley-comments' ),
		__( 'Since', 'parley-comments' ),
		__( 'Until', 'parley-comments' ),
		__( 'Blocked by', 'parley-comments' ),
		'',
	);
	echo '<table class="widefat striped"><thead><tr>';
	foreach ( $headings as $heading ) {
		printf( '<th scope="col">%s</th>', esc_html( $heading ) );
	}
	echo '</tr></thead><tbody>';
	foreach ( $blocks as $block ) {
		$moderator = get_userdata( (int) $block->blocked_by );
		printf(
			'<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>',
			esc_html( who( $block ) ),
			esc_html( $block->reason ),
			esc_html( local_time( $block->created_at ) ),
			esc_html( null === $block->expires_at ? __( 'For good', 'parley-comments' ) : local_time( $block->expires_at ) ),
			esc_html( $moderator ? $moderator->display_name : '—' ),
			wp_kses_post( link_to( act_url( UNBLOCK, (int) $block->id ), __( 'Unblock', 'parley-comments' ) ) )
		);
	}
	echo '</tbody></table>';
}

/**
 * Whom a block is about.
 *
 * @param object $block Row.
 * @return string
 */
function who( $block ): string {
	if ( 'user' === $block->kind ) {
		$user = get_userdata( (int) $block->value );
		return $user ? $user->user_login : '#' . $block->value;
	}
	if ( 'email' === $block->kind && false === strpos( $block->value, '@' ) ) {
		/* translators: %s: first digits of an e-mail address's fingerprint. */
		return sprintf( __( 'Erased e-mail address %s', 'parley-comments' ), substr( $block->value, 0, 8 ) );
	}
	/* translators: %s: first digits of a network's fingerprint. */
	return 'email' === $block->kind ? $block->value : sprintf( __( 'Network %s', 'parley-comments' ), substr( $block->value, 0, 8 ) );
}

/**
 * A time as the site writes times.
 *
 * @param string $datetime UTC `Y-m-d H:i:s`.
 * @return string
 */
function local_time( string $datetime ): string {
	return get_date_from_gmt( $datetime, get_option( 'date_format' ) . ' ' . get_option( 'time_format' ) );
}

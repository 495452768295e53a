<?php
/**
 * Comments > Blocked writers: the list, and the form by which the author of a comment is blocked.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\ReaderComments;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

const BLOCKS_PAGE = 'parley-blocks';

/** Under which name WordPress keeps how many blocks a moderator wants on a page. */
const BLOCKS_PER_PAGE = 'parley_blocks_per_page';

/** A page holds no more than this. */
const MOST_PER_PAGE = 999;

add_action( 'admin_menu', __NAMESPACE__ . '\\add_blocks_page' );
add_filter( 'set_screen_option_' . BLOCKS_PER_PAGE, __NAMESPACE__ . '\\keep_per_page', 10, 3 );

/**
 * Adds the page.
 */
function add_blocks_page() {
	$screen = add_comments_page(
		__( 'Blocked writers', 'parley-comments' ),
		__( 'Blocked writers', 'parley-comments' ),
		'moderate_comments',
		BLOCKS_PAGE,
		__NAMESPACE__ . '\\show_blocks_page'
	);
	add_action( "load-$screen", __NAMESPACE__ . '\\prepare_blocks_page' );
}

/**
 * Offers a choice of how many blocks are on a page, and takes out of the address what a search brought along: it would be
 * carried on by every link.
 */
function prepare_blocks_page() {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only shortens the address.
	if ( isset( $_GET['_wp_http_referer'], $_SERVER['REQUEST_URI'] ) ) {
		wp_safe_redirect( remove_query_arg( array( '_wp_http_referer', '_wpnonce' ), esc_url_raw( wp_unslash( $_SERVER['REQUEST_URI'] ) ) ) );
		exit;
	}
	add_screen_option( 'per_page', array( 'option' => BLOCKS_PER_PAGE ) );
}

/**
 * Keeps how many blocks a moderator wants on a page.
 *
 * @param mixed  $keep   What others decided.
 * @param string $option Its name.
 * @param mixed  $value  What was sent.
 * @return int
 */
function keep_per_page( $keep, $option, $value ): int {
	return max( 1, min( MOST_PER_PAGE, (int) $value ) );
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
	show_blocks();
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
 * Shows the list, with its search.
 */
function show_blocks() {
	require_once __DIR__ . '/blocks-table.php';
	$table = new Blocks_Table( array( 'plural' => 'parley-blocks' ) );
	$table->prepare_items();
	printf( '<form method="get" action="%s">', esc_url( admin_url( 'edit-comments.php' ) ) );
	printf( '<input type="hidden" name="page" value="%s">', esc_attr( BLOCKS_PAGE ) );
	$table->search_box( __( 'Search blocks', 'parley-comments' ), 'parley-blocks' );
	$table->display();
	echo '</form>';
}

/**
 * What the list is searched for.
 *
 * @return string Empty for everything.
 */
function searched_for(): string {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only chooses what is shown.
	$search = isset( $_REQUEST['s'] ) ? sanitize_text_field( wp_unslash( $_REQUEST['s'] ) ) : '';
	return is_string( $search ) ? trim( $search ) : '';
}

/**
 * The label of the blocked account, e-mail address or network.
 *
 * @param object $block Row.
 * @return string
 */
function blocked_label( $block ): string {
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

<?php
/**
 * Reports and policy version in WordPress's list of comments.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Policy;
use Parley\Reports;

defined( 'ABSPATH' ) || exit;

/** So many reports are shown beside a comment. */
const SHOWN_REPORTS = 20;

add_filter( 'manage_edit-comments_columns', __NAMESPACE__ . '\\add_columns' );
add_action( 'manage_comments_custom_column', __NAMESPACE__ . '\\fill_column', 10, 2 );
add_action( 'admin_enqueue_scripts', __NAMESPACE__ . '\\narrow_columns' );

/**
 * Adds the columns.
 *
 * @param string[] $columns Name => heading.
 * @return string[]
 */
function add_columns( $columns ) {
	return $columns + array(
		'parley_reports' => __( 'Reports', 'parley-comments' ),
		'parley_policy'  => __( 'Policy', 'parley-comments' ),
	);
}

/**
 * Leaves the room to the comments' text.
 *
 * @param string $screen Which screen.
 */
function narrow_columns( $screen ) {
	if ( 'edit-comments.php' === $screen ) {
		wp_add_inline_style( 'list-tables', '.column-parley_reports{width:12%}.column-parley_policy{width:5em}' );
	}
}

/**
 * Fills them.
 *
 * @param string $column     Name.
 * @param int    $comment_id The comment.
 */
function fill_column( $column, $comment_id ) {
	if ( 'parley_policy' === $column ) {
		echo esc_html( Policy\version_of( (int) $comment_id ) ?? '—' );
	} elseif ( 'parley_reports' === $column ) {
		show_reports( (int) $comment_id );
	}
}

/**
 * Shows the open reports of a comment.
 *
 * @param int $comment_id The comment.
 */
function show_reports( int $comment_id ) {
	$open = Reports\count_of( $comment_id );
	if ( 0 === $open || ! current_user_can( 'edit_comment', $comment_id ) ) {
		echo '—';
		return;
	}
	/* translators: %s: number of reports. */
	printf( '<details><summary>%s</summary>', esc_html( sprintf( _n( '%s report', '%s reports', $open, 'parley-comments' ), number_format_i18n( $open ) ) ) );
	list_reports( Reports\open( $comment_id, SHOWN_REPORTS ) );
	if ( Reports\count_rows( $comment_id ) > SHOWN_REPORTS ) {
		echo wp_kses_post( link_to( reports_url( $comment_id ), __( 'All reports', 'parley-comments' ) ) );
	}
	echo '</details>';
}

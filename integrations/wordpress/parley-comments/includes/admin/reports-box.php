<?php
/**
 * All open reports of a comment, on the screen where a moderator changes it.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Reports;

defined( 'ABSPATH' ) || exit;

/** The box, and the parameter that says which page of it is shown. */
const REPORTS_BOX = 'parley_reports';

/** So many reports on a page. */
const REPORTS_A_PAGE = 100;

add_action( 'add_meta_boxes_comment', __NAMESPACE__ . '\\add_reports_box' );

/**
 * Adds it where there are reports.
 *
 * @param \WP_Comment $comment The comment.
 */
function add_reports_box( $comment ) {
	if ( Reports\count_of( (int) $comment->comment_ID ) > 0 ) {
		add_meta_box( REPORTS_BOX, __( 'Reports', 'parley-comments' ), __NAMESPACE__ . '\\show_reports_box', 'comment', 'normal' );
	}
}

/**
 * Shows it.
 *
 * @param \WP_Comment $comment The comment.
 */
function show_reports_box( $comment ) {
	$id    = (int) $comment->comment_ID;
	$pages = (int) ceil( Reports\count_rows( $id ) / REPORTS_A_PAGE );
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only chooses what is shown.
	$page = max( 1, min( $pages, isset( $_GET[ REPORTS_BOX ] ) ? absint( $_GET[ REPORTS_BOX ] ) : 1 ) );
	list_reports( Reports\open( $id, REPORTS_A_PAGE, ( $page - 1 ) * REPORTS_A_PAGE ) );
	$links = paginate_links(
		array(
			'base'    => reports_url( $id, '%#%' ),
			'format'  => '',
			'total'   => $pages,
			'current' => $page,
		)
	);
	echo wp_kses_post( (string) $links );
}

/**
 * The address of the box.
 *
 * @param int    $comment_id The comment.
 * @param string $page       Which page of it; empty for the first.
 * @return string
 */
function reports_url( int $comment_id, string $page = '' ): string {
	return admin_url( "comment.php?action=editcomment&c=$comment_id" . ( '' === $page ? '' : '&' . REPORTS_BOX . "=$page" ) . '#' . REPORTS_BOX );
}

/**
 * Shows reports as a list.
 *
 * @param object[] $reports As `Reports\open()` gives them.
 */
function list_reports( array $reports ) {
	echo '<ul>';
	foreach ( $reports as $report ) {
		$words = implode( ': ', array_filter( array( $report->rule, $report->note ), 'strlen' ) );
		printf(
			'<li>%s <time datetime="%s">%s</time></li>',
			esc_html( '' === $words ? __( 'No reason given.', 'parley-comments' ) : $words ),
			esc_attr( str_replace( ' ', 'T', $report->created_at ) . 'Z' ),
			esc_html( local_time( $report->created_at ) )
		);
	}
	echo '</ul>';
}

<?php
/**
 * The view "Reported" of WordPress's list of comments.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Reports;

defined( 'ABSPATH' ) || exit;

const VIEW = 'parley_reported';

add_filter( 'comment_status_links', __NAMESPACE__ . '\\add_view' );
add_filter( 'comments_list_table_query_args', __NAMESPACE__ . '\\limit_to_reported' );

/**
 * Whether the list shows it.
 *
 * @return bool
 */
function is_reported_view(): bool {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- It only chooses what is shown.
	return isset( $_GET[ VIEW ] );
}

/**
 * Adds the link to it.
 *
 * @param string[] $links Name => link.
 * @return string[]
 */
function add_view( $links ) {
	$links[ VIEW ] = sprintf(
		'<a href="%s"%s>%s <span class="count">(%s)</span></a>',
		esc_url( add_query_arg( VIEW, '1', admin_url( 'edit-comments.php' ) ) ),
		is_reported_view() ? ' class="current" aria-current="page"' : '',
		esc_html__( 'Reported', 'parley-comments' ),
		esc_html( number_format_i18n( Reports\reported_comments() ) )
	);
	return $links;
}

/**
 * Limits the list to it.
 *
 * @param array $args Arguments of the query.
 * @return array
 */
function limit_to_reported( $args ) {
	if ( is_reported_view() ) {
		$args['meta_key'] = Reports\META; // phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key
	}
	return $args;
}

<?php
/**
 * The list of Comments > Blocked writers. Loaded by its screen alone, for its class extends one of wp-admin.
 *
 * @package Parley
 */

namespace Parley\Admin;

use Parley\Blocks;

defined( 'ABSPATH' ) || exit;

require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';

/**
 * Every block, a page at a time, to be searched by address, account or reason.
 */
final class Blocks_Table extends \WP_List_Table {
	/**
	 * Finds the blocks of the page that is asked for.
	 */
	public function prepare_items() {
		// WordPress has looked for the columns of this screen before there was this list.
		$this->_column_headers = array( $this->get_columns(), array(), array(), $this->get_default_primary_column_name() );

		$per_page = $this->get_items_per_page( BLOCKS_PER_PAGE );
		$search   = searched_for();
		$total    = Blocks\count_found( $search );
		// Before the page is read, so that a page past the end is the last one.
		$this->set_pagination_args(
			array(
				'total_items' => $total,
				'per_page'    => $per_page,
			)
		);
		$this->items = Blocks\find( $search, $per_page, ( $this->get_pagenum() - 1 ) * $per_page );
	}

	/**
	 * The columns.
	 *
	 * @return string[] Name => heading.
	 */
	public function get_columns() {
		return array(
			'who'        => __( 'Who', 'parley-comments' ),
			'reason'     => __( 'Reason', 'parley-comments' ),
			'created_at' => __( 'Since', 'parley-comments' ),
			'expires_at' => __( 'Until', 'parley-comments' ),
			'blocked_by' => __( 'Blocked by', 'parley-comments' ),
			'unblock'    => __( 'Action', 'parley-comments' ),
		);
	}

	/**
	 * What one cell says.
	 *
	 * @param object $block  Row.
	 * @param string $column Name.
	 * @return string HTML.
	 */
	protected function column_default( $block, $column ) {
		switch ( $column ) {
			case 'who':
				return esc_html( blocked_label( $block ) );
			case 'created_at':
				return esc_html( local_time( $block->created_at ) );
			case 'expires_at':
				return esc_html( null === $block->expires_at ? __( 'For good', 'parley-comments' ) : local_time( $block->expires_at ) );
			case 'blocked_by':
				$moderator = get_userdata( (int) $block->blocked_by );
				return esc_html( $moderator ? $moderator->display_name : '—' );
			case 'unblock':
				return wp_kses_post( link_to( act_url( UNBLOCK, (int) $block->id ), __( 'Unblock', 'parley-comments' ) ) );
			default:
				return esc_html( $block->reason );
		}
	}

	/**
	 * What stands in place of an empty list.
	 */
	public function no_items() {
		echo esc_html( '' === searched_for() ? __( 'Nobody is blocked.', 'parley-comments' ) : __( 'No block was found.', 'parley-comments' ) );
	}

	/**
	 * The column that stays on a narrow screen.
	 *
	 * @return string
	 */
	protected function get_default_primary_column_name() {
		return 'who';
	}
}

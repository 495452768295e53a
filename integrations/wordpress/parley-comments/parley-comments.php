<?php
/**
 * Plugin Name:       Parley Comments
 * Description:       A reader discussion under every article, in place of the theme's comment section. Comments stay in WordPress, and so does moderation.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Parley authors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       parley-comments
 *
 * @package Parley
 */

namespace Parley;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

$parley_files = array(
	'errors',
	'text',
	'settings/values',
	'settings/sanitize',
	'settings/section',
	'settings/fields',
	'storage/tables',
	'storage/lifecycle',
	'people/identity',
	'people/tokens',
	'people/origins',
	'people/blocks',
	'people/staff',
	'people/names',
	'comments/reader-comments',
	'comments/audience',
	'comments/rights',
	'comments/changes',
	'comments/edited',
	'comments/votes',
	'comments/reports',
	'comments/replies',
	'comments/keys',
	'comments/policy',
	'comments/posts',
	'comments/item',
	'comments/storable',
	'comments/guards',
	'comments/endings',
	'comments/refusals',
	'comments/form-rules',
	'rest/requests',
	'rest/methods',
	'rest/field',
	'rest/posting',
	'rest/headers',
	'rest/permalinks',
	'rest/reading-routes',
	'rest/changes-route',
	'rest/reader-routes',
	'rest/author-routes',
	'rest/status-route',
	'page/first-page',
	'page/element',
	'page/other-plugins',
	'page/replace',
	'page/caches',
	'page/styles',
	'page/script',
	'page/form',
	'page/form-post',
	'admin/columns',
	'admin/reports-box',
	'admin/row-actions',
	'admin/reported-view',
	'admin/blocks-page',
	'admin/block-actions',
	'admin/links',
	'admin/proxy-notice',
	'admin/privacy',
	'admin/personal-data',
);
foreach ( $parley_files as $parley_file ) {
	require_once __DIR__ . '/includes/' . $parley_file . '.php';
}
unset( $parley_files, $parley_file );

register_activation_hook( __FILE__, __NAMESPACE__ . '\\Lifecycle\\activate' );
register_deactivation_hook( __FILE__, __NAMESPACE__ . '\\Lifecycle\\deactivate' );

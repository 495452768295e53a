<?php
/**
 * The comments of a post: the element, and in it what the theme would have shown.
 *
 * WordPress includes this file with the variables that a theme's comments.php expects, and so it includes the theme's.
 *
 * @package Parley
 */

defined( 'ABSPATH' ) || exit;

// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Attributes, JSON and policy are escaped where they are put together.
echo Parley\Page\opening( get_post() );

$parley_template = Parley\Page\theme_template();
require is_file( $parley_template ) ? $parley_template : ABSPATH . WPINC . '/theme-compat/comments.php';

echo Parley\Page\closing(); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- A tag.

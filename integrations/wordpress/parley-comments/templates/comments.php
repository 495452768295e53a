<?php
/**
 * The comments of a post: the element, and in it what the theme would have shown.
 *
 * WordPress includes this file with the variables that a theme's comments.php expects, and so it includes the theme's.
 *
 * @package Parley
 */

defined( 'ABSPATH' ) || exit;

$parley_template = Parley\Page\theme_template();
ob_start();
require is_file( $parley_template ) ? $parley_template : ABSPATH . WPINC . '/theme-compat/comments.php';
$parley_section = (string) ob_get_clean();

// phpcs:disable WordPress.Security.EscapeOutput.OutputNotEscaped -- Attributes, JSON and policy are escaped where they are put together; the section is the theme's.
echo Parley\Page\opening( get_post(), Parley\Page\section_classes( $parley_section ) ), $parley_section, Parley\Page\closing();
// phpcs:enable

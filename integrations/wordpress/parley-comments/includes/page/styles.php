<?php
/**
 * What the element takes from a theme beside what it inherits.
 *
 * @package Parley
 */

namespace Parley\Page;

defined( 'ABSPATH' ) || exit;

/**
 * The rules for the element.
 *
 * @return string CSS; empty in a classic theme, which says its colours in its stylesheet alone.
 */
function styles(): string {
	$tokens = '';
	foreach ( wp_is_block_theme() ? theme_colours() : array() as $name => $colour ) {
		$tokens .= "--parley-color-$name:$colour;";
	}
	return '' === $tokens ? '' : "parley-thread{{$tokens}}";
}

/**
 * The colours of buttons and links in a block theme.
 *
 * @return string[] Token => colour; those of the button together or not at all.
 */
function theme_colours(): array {
	$button = array_filter(
		array(
			'accent'    => theme_colour( 'button', 'background' ),
			'on-accent' => theme_colour( 'button', 'text' ),
		)
	);
	// Links would take the colour of buttons, which is no colour for text.
	return array( 'link' => theme_colour( 'link', 'text' ) ?? 'currentcolor' ) + ( 2 === count( $button ) ? $button : array() );
}

/**
 * One colour of a block theme.
 *
 * @param string $element Of what: `button` or `link`.
 * @param string $part    `background` or `text`.
 * @return string|null Null where it has none that is safe to print.
 */
function theme_colour( string $element, string $part ): ?string {
	$colour = wp_get_global_styles( array( 'elements', $element, 'color', $part ) );
	if ( ! is_string( $colour ) ) {
		return null;
	}
	$colour = preg_replace( '/^var:preset\|color\|([a-z0-9-]+)$/', 'var(--wp--preset--color--$1)', $colour );
	return preg_match( '/^(#[0-9a-f]{3,8}|var\(--[a-z0-9-]+\)|(rgb|hsl)a?\([0-9.,%\/ ]+\)|[a-z]+)$/i', $colour ) ? $colour : null;
}

/**
 * The classes of a classic theme's section of comments, by which the theme gives it its place and width.
 *
 * @param string $html The section.
 * @return string
 */
function section_classes( string $html ): string {
	$tag = preg_match( '/<[a-z]+\s[^>]*\bid=["\']comments["\'][^>]*>/i', $html, $found ) ? $found[0] : '';
	if ( ! preg_match( '/\bclass=["\']([^"\']*)["\']/i', $tag, $classes ) ) {
		return '';
	}
	return implode( ' ', array_filter( array_map( 'sanitize_html_class', preg_split( '/\s+/', $classes[1] ) ) ) );
}

<?php
/**
 * Shortening text that people wrote.
 *
 * @package Parley
 */

namespace Parley\Text;

defined( 'ABSPATH' ) || exit;

/**
 * One character as readers see it. PCRE's own `\X` takes a row of pictures for one before version 10.43.
 */
const CHARACTER = '/[\x{1F1E6}-\x{1F1FF}]{2}|\p{So}(?:[\p{M}\x{200D}\x{1F3FB}-\x{1F3FF}\x{E0020}-\x{E007F}]|(?<=\x{200D})\p{So})*|\X/u';

/**
 * The beginning of a text, at most so many code points, which never ends inside of what a reader sees as one character.
 * A single character with more marks than that is cut between its marks.
 *
 * @param string $text What was written, as UTF-8; anything else gives nothing.
 * @param int    $most Code points, as columns of the database count them.
 * @return string Valid UTF-8.
 */
function cut( string $text, int $most ): string {
	$text  = wp_check_invalid_utf8( $text );
	$ahead = mb_substr( $text, 0, $most + 1, 'UTF-8' );
	$cut   = mb_substr( $text, 0, $most, 'UTF-8' );
	if ( $ahead === $cut || ! preg_match_all( CHARACTER, $ahead, $characters ) ) {
		return $cut;
	}
	// The last one is not whole, or is the first that does not fit.
	$whole = implode( '', array_slice( $characters[0], 0, -1 ) );
	return '' === $whole ? $cut : $whole;
}

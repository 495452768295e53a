<?php
/**
 * What the publisher has set, with a default for everything.
 *
 * @package Parley
 */

namespace Parley\Settings;

defined( 'ABSPATH' ) || exit;

/** The one option that holds them all. */
const OPTION = 'parley_settings';

/** The choices, the default first. */
const CHOICES = array(
	'form_position' => array( 'top', 'bottom' ),
	'sort'          => array( 'newest', 'oldest', 'top' ),
	'theme'         => array( 'auto', 'light', 'dark' ),
	'variant'       => array( 'default', 'classic' ),
);

/** The numbers: least, most, default. */
const NUMBERS = array(
	'edit_window'      => array( 0, 1440, 5 ),
	'report_threshold' => array( 0, 100, 3 ),
);

/**
 * Yes or no, and the default. `guests_by_rest` took the place of `anonymous_rest`, which was on by default and is no
 * longer looked at: what nobody chose must not stay open.
 */
const SWITCHES = array(
	'acknowledgement' => false,
	'live'            => true,
	'guests_by_rest'  => false,
);

/**
 * What holds as long as nobody has set anything.
 *
 * @return array
 */
function defaults(): array {
	$values = array(
		'policy_text'    => '',
		'policy_version' => '1',
		'policy_url'     => '',
		'nudge_words'    => array(),
		'origins'        => array(),
	) + SWITCHES;
	foreach ( CHOICES as $name => $choices ) {
		$values[ $name ] = $choices[0];
	}
	foreach ( NUMBERS as $name => $bounds ) {
		$values[ $name ] = $bounds[2];
	}
	return $values;
}

/**
 * All settings, complete.
 *
 * @return array
 */
function all(): array {
	$kept = get_option( OPTION, array() );
	return array_intersect_key( ( is_array( $kept ) ? $kept : array() ) + defaults(), defaults() );
}

/**
 * One setting.
 *
 * @param string $name Its name.
 * @return mixed
 */
function get( string $name ) {
	return all()[ $name ];
}

/**
 * In which order comments are read. Those of the classic presentation are numbered, so that they begin with the first.
 *
 * @return string One of `CHOICES['sort']`.
 */
function sort(): string {
	return 'classic' === get( 'variant' ) ? 'oldest' : get( 'sort' );
}

/**
 * Where the form stands: after the last comment in the classic presentation.
 *
 * @return string One of `CHOICES['form_position']`.
 */
function form_position(): string {
	return 'classic' === get( 'variant' ) ? 'bottom' : get( 'form_position' );
}

/**
 * For how long an author may change or take back a comment.
 *
 * @return int Seconds; 0 means not at all.
 */
function edit_window(): int {
	return (int) get( 'edit_window' ) * MINUTE_IN_SECONDS;
}

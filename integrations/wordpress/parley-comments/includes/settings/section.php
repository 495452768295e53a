<?php
/**
 * The section "Parley" on Settings > Discussion.
 *
 * @package Parley
 */

namespace Parley\Settings;

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', __NAMESPACE__ . '\\register' );

/**
 * Registers the option with its sanitizer, and the fields that show it.
 */
function register() {
	register_setting(
		'discussion',
		OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize',
			'default'           => defaults(),
			'show_in_rest'      => false,
		)
	);
	add_settings_section( 'parley', __( 'Parley', 'parley-comments' ), __NAMESPACE__ . '\\introduce', 'discussion' );
	foreach ( fields() as $name => $field ) {
		add_settings_field(
			'parley-' . $name,
			esc_html( $field['label'] ),
			__NAMESPACE__ . '\\render',
			'discussion',
			'parley',
			array(
				'name'      => $name,
				'field'     => $field,
				'label_for' => 'switch' === $field['kind'] ? '' : 'parley-' . $name,
			)
		);
	}
}

/**
 * What stands above the fields.
 */
function introduce() {
	echo '<p id="parley">' . esc_html__( 'How the discussion under your articles looks, and what readers may do in it. Who may comment, and what is held for moderation, is decided by the settings above.', 'parley-comments' ) . '</p>';
}

/**
 * Draws one field.
 *
 * @param array $args `name` and `field`, as in `fields()`.
 */
function render( array $args ) {
	$name  = $args['name'];
	$field = $args['field'];
	$value = get( $name );
	$id    = 'parley-' . $name;
	$key   = OPTION . '[' . $name . ']';
	switch ( $field['kind'] ) {
		case 'switch':
			printf(
				'<label for="%1$s"><input type="checkbox" id="%1$s" name="%2$s" value="1" %3$s> %4$s</label>',
				esc_attr( $id ),
				esc_attr( $key ),
				checked( $value, true, false ),
				esc_html( $field['switch'] )
			);
			break;
		case 'choice':
			printf( '<select id="%s" name="%s">', esc_attr( $id ), esc_attr( $key ) );
			foreach ( $field['choices'] as $choice => $label ) {
				printf( '<option value="%s" %s>%s</option>', esc_attr( $choice ), selected( $value, $choice, false ), esc_html( $label ) );
			}
			echo '</select>';
			break;
		case 'number':
			printf(
				'<input type="number" id="%s" name="%s" value="%d" min="%d" max="%d" class="small-text"> %s',
				esc_attr( $id ),
				esc_attr( $key ),
				(int) $value,
				(int) NUMBERS[ $name ][0],
				(int) NUMBERS[ $name ][1],
				esc_html( $field['unit'] )
			);
			break;
		case 'area':
			printf(
				'<textarea id="%s" name="%s" rows="%d" cols="50" class="large-text">%s</textarea>',
				esc_attr( $id ),
				esc_attr( $key ),
				(int) $field['rows'],
				esc_textarea( is_array( $value ) ? implode( "\n", $value ) : $value )
			);
			break;
		default:
			printf(
				'<input type="%s" id="%s" name="%s" value="%s" class="regular-text">',
				esc_attr( $field['kind'] ),
				esc_attr( $id ),
				esc_attr( $key ),
				esc_attr( $value )
			);
	}
	if ( isset( $field['help'] ) ) {
		printf( '<p class="description">%s</p>', esc_html( $field['help'] ) );
	}
}

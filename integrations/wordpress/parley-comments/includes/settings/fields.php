<?php
/**
 * The words of the settings.
 *
 * @package Parley
 */

namespace Parley\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Every field by the name of its setting: label, kind, and what the kind needs.
 *
 * @return array
 */
function fields(): array {
	return policy_fields() + look_fields() + reader_fields();
}

/**
 * What the paper expects of its readers.
 *
 * @return array
 */
function policy_fields(): array {
	return array(
		'policy_text'     => array(
			'label' => __( 'Discussion policy', 'parley-comments' ),
			'kind'  => 'area',
			'rows'  => 6,
			'help'  => __( 'Shown above the form. Paragraphs, lists, links and emphasis may be marked up in HTML. Left empty, a short policy in the paper’s name is shown.', 'parley-comments' ),
		),
		'policy_version'  => array(
			'label' => __( 'Version of the policy', 'parley-comments' ),
			'kind'  => 'text',
			'help'  => __( 'Kept with each comment. Change it when the policy’s meaning changes, and readers are asked to acknowledge it anew.', 'parley-comments' ),
		),
		'policy_url'      => array(
			'label' => __( 'Full policy', 'parley-comments' ),
			'kind'  => 'url',
			'help'  => __( 'The address of the page that holds it, if there is one.', 'parley-comments' ),
		),
		'acknowledgement' => array(
			'label'  => __( 'Acknowledgement', 'parley-comments' ),
			'kind'   => 'switch',
			'switch' => __( 'Readers must have acknowledged the current policy before they comment', 'parley-comments' ),
		),
		'nudge_words'     => array(
			'label' => __( 'Words to reconsider', 'parley-comments' ),
			'kind'  => 'area',
			'rows'  => 4,
			'help'  => __( 'One a line. A reader who uses one is asked to read the comment again before sending it. Nothing is refused. Everybody who reads the page can read this list.', 'parley-comments' ),
		),
	);
}

/**
 * How the discussion looks.
 *
 * @return array
 */
function look_fields(): array {
	return array(
		'variant'       => array(
			'label'   => __( 'Presentation', 'parley-comments' ),
			'kind'    => 'choice',
			'choices' => array(
				'default' => __( 'Plain', 'parley-comments' ),
				'classic' => __( 'Classic: numbered letters, “1. NAME said:”', 'parley-comments' ),
			),
			'help'    => __( 'Classic shows the oldest comment first and the form below, whatever is chosen under Order and Form.', 'parley-comments' ),
		),
		'sort'          => array(
			'label'   => __( 'Order', 'parley-comments' ),
			'kind'    => 'choice',
			'choices' => array(
				'newest' => __( 'Newest first', 'parley-comments' ),
				'oldest' => __( 'Oldest first', 'parley-comments' ),
				'top'    => __( 'Most recommended first', 'parley-comments' ),
			),
		),
		'form_position' => array(
			'label'   => __( 'Form', 'parley-comments' ),
			'kind'    => 'choice',
			'choices' => array(
				'top'    => __( 'Above the comments', 'parley-comments' ),
				'bottom' => __( 'Below the comments', 'parley-comments' ),
			),
		),
		'theme'         => array(
			'label'   => __( 'Colours', 'parley-comments' ),
			'kind'    => 'choice',
			'choices' => array(
				'auto'  => __( 'As the page', 'parley-comments' ),
				'light' => __( 'Light', 'parley-comments' ),
				'dark'  => __( 'Dark', 'parley-comments' ),
			),
		),
		'live'          => array(
			'label'  => __( 'Live', 'parley-comments' ),
			'kind'   => 'switch',
			'switch' => __( 'Show new comments while the page is open', 'parley-comments' ),
		),
	);
}

/**
 * What readers may do.
 *
 * @return array
 */
function reader_fields(): array {
	return array(
		'edit_window'      => array(
			'label' => __( 'Changing one’s comment', 'parley-comments' ),
			'kind'  => 'number',
			'unit'  => __( 'minutes', 'parley-comments' ),
			'help'  => __( 'For how long its author may change or take back a comment. 0: not at all.', 'parley-comments' ),
		),
		'report_threshold' => array(
			'label' => __( 'Reports', 'parley-comments' ),
			'kind'  => 'number',
			'unit'  => __( 'reports', 'parley-comments' ),
			'help'  => __( 'So many hold a comment for moderation. Those of guests count half, and all guests of one network count as one. 0: never.', 'parley-comments' ),
		),
		'guests_by_rest'   => array(
			'label'  => __( 'Guests', 'parley-comments' ),
			'kind'   => 'switch',
			'switch' => __( 'Guests may also comment through the REST API', 'parley-comments' ),
			'help'   => __( 'Not needed on this site: comments are sent through its own form, with all that spam filters and captchas put there. Turn it on only where the pages of another site show these discussions. Spam filters are asked there too, but see no more than a machine would send.', 'parley-comments' ),
		),
		'origins'          => array(
			'label' => __( 'Other sites', 'parley-comments' ),
			'kind'  => 'area',
			'rows'  => 2,
			'help'  => __( 'Origins such as https://www.example.com, one a line, whose pages show these discussions. Guests there can write only while guests may comment through the REST API. Readers on any other site cannot write.', 'parley-comments' ),
		),
	);
}

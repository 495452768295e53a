<?php
/**
 * What a publisher's privacy policy may say of the plugin.
 *
 * @package Parley
 */

namespace Parley\Admin;

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', __NAMESPACE__ . '\\suggest_privacy_text' );

/**
 * Suggests it on the screen of the privacy policy.
 */
function suggest_privacy_text() {
	wp_add_privacy_policy_content(
		__( 'Parley Comments', 'parley-comments' ),
		wp_kses_post(
			'<p class="privacy-policy-tutorial">' . __( 'Parley Comments keeps the following beside the comments, which WordPress keeps. Readers can ask for it by their e-mail address; Tools > Export Personal Data and Erase Personal Data take account of it.', 'parley-comments' ) . '</p>'
			. '<p><strong class="privacy-policy-tutorial">' . __( 'Suggested text:', 'parley-comments' ) . ' </strong>'
			. __( 'When you recommend or report a comment, we keep a fingerprint of your account, or of your network address and browser, and one of your network address alone, so that each person and each network counts once, together with the time and what you wrote in the report. The address itself is not kept with it. A list of the votes of the last day, under the same fingerprints, keeps machines from voting.', 'parley-comments' ) . '</p>'
			. '<p>' . __( 'With your comment we keep which version of our discussion policy you acknowledged. For seven days we keep a fingerprint of a random key that your browser sent with it, so that it is not published twice.', 'parley-comments' ) . '</p>'
			. '<p>' . __( 'If you are blocked from commenting, we keep your account, your e-mail address or a fingerprint of your network, the reason, and how long the block lasts. If you ask us to erase your data, a block that still runs is kept under a fingerprint, without the address and the reason.', 'parley-comments' ) . '</p>'
			. '<p>' . __( 'What you have written and not sent, and your own comments that wait for a moderator, are kept in your browser alone.', 'parley-comments' ) . '</p>'
		)
	);
}

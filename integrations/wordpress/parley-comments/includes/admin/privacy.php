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
			'<p>' . __( 'When you recommend or report a comment, we keep a fingerprint of your account, or of your network address and browser, and one of your network address alone, so that each person and each network counts once. The address itself is not kept with it. With your comment we keep which version of our discussion policy you acknowledged. If you are blocked from commenting, we keep your account, your e-mail address or a fingerprint of your network, the reason, and how long the block lasts.', 'parley-comments' ) . '</p>'
		)
	);
}

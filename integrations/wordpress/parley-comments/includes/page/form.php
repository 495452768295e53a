<?php
/**
 * WordPress's own form, which readers without JavaScript use: the policy's acknowledgement, and the same refusals as by
 * REST.
 *
 * @package Parley
 */

namespace Parley\Page;

use Parley\Errors;
use Parley\FormRules;
use Parley\Guards;
use Parley\Policy;
use Parley\ReaderComments;
use Parley\Settings;
use Parley\Text;

defined( 'ABSPATH' ) || exit;

const POLICY_FIELD = 'parley_policy_version';

add_filter( 'comment_form_submit_field', __NAMESPACE__ . '\\add_acknowledgement' );
add_action( 'pre_comment_on_post', __NAMESPACE__ . '\\check_form' );
add_action( 'comment_post', __NAMESPACE__ . '\\store_acknowledgement' );

/**
 * Puts the acknowledgement above the button.
 *
 * @param string $button The button's HTML.
 * @return string
 */
function add_acknowledgement( $button ) {
	$post = get_post();
	if ( null !== $post && is_shown_by_plugin( $post ) ) {
		return $button;
	}
	$policy = Policy\current();
	if ( null === $policy && ! Policy\is_required() ) {
		return $button;
	}
	$version = esc_attr( Settings\get( 'policy_version' ) );
	if ( ! Policy\is_required() ) {
		return sprintf( '<input type="hidden" name="%s" value="%s">', POLICY_FIELD, $version ) . $button;
	}
	return sprintf(
		'<p class="comment-form-parley-policy"><input type="checkbox" id="parley-policy" name="%s" value="%s" required> <label for="parley-policy">%s</label></p>',
		POLICY_FIELD,
		$version,
		esc_html__( 'I have read the discussion policy.', 'parley-comments' )
	) . $button;
}

/**
 * Ends a request that WordPress would let through.
 *
 * @param int $post_id The post.
 */
function check_form( $post_id ) {
	$post = get_post( $post_id );
	if ( FormRules\is_running() || ( null !== $post && is_shown_by_plugin( $post ) ) ) {
		return;
	}
	// phpcs:disable WordPress.Security.NonceVerification.Missing -- WordPress's own form has no nonce.
	$refusal = Guards\refuse_parent( isset( $_POST['comment_parent'] ) ? absint( $_POST['comment_parent'] ) : 0, (int) $post_id )
		?? Policy\refusal( posted_version() )
		?? refuse_blank();
	// phpcs:enable
	if ( null !== $refusal ) {
		wp_die(
			$refusal, // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Sentences of the plugin's own.
			esc_html__( 'Comment Submission Failure', 'parley-comments' ),
			array(
				'response'  => (int) $refusal->get_error_data()['status'],
				'back_link' => true,
			)
		);
	}
}

/**
 * Refuses a comment in which there is nothing to see, but something, so that WordPress would take it.
 *
 * @return \WP_Error|null
 */
function refuse_blank(): ?\WP_Error {
	// phpcs:ignore WordPress.Security -- Only looked at, and WordPress's own form has no nonce.
	$content = isset( $_POST['comment'] ) && is_string( $_POST['comment'] ) ? trim( wp_unslash( $_POST['comment'] ) ) : '';
	$stored  = Text\storable_comment( array( 'comment_content' => $content ) )['comment_content'];
	/** This filter is documented in wp-includes/comment.php */
	return '' !== $content && Text\is_blank( $stored ) && ! apply_filters( 'allow_empty_comment', false, array( 'comment_content' => $content ) ) ? Errors\blank_comment() : null;
}

/**
 * Keeps which version of the policy a form's author acknowledged.
 *
 * @param int $comment_id The comment.
 */
function store_acknowledgement( $comment_id ) {
	$comment = get_comment( $comment_id );
	if ( ! defined( 'REST_REQUEST' ) && $comment instanceof \WP_Comment && ReaderComments\is_one( $comment ) ) {
		Policy\keep( (int) $comment_id, posted_version() );
	}
}

/**
 * The version that the form sent.
 *
 * @return string
 */
function posted_version(): string {
	// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WordPress's own form has no nonce.
	$version = isset( $_POST[ POLICY_FIELD ] ) ? sanitize_text_field( wp_unslash( $_POST[ POLICY_FIELD ] ) ) : '';
	return is_string( $version ) ? $version : '';
}
